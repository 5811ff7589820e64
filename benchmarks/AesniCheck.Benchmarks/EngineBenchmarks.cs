using AesniCheck.Ciphers;
using BenchmarkDotNet.Attributes;

namespace AesniCheck.Benchmarks;

/// <summary>Every engine, key size and direction on 1,024 blocks.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private readonly byte[] _input = new byte[1024 * AesCipher.BlockSize];
    private readonly byte[] _output = new byte[1024 * AesCipher.BlockSize];
    private AesCipher _cipher = null!;

    /// <summary>The engines that this machine supports.</summary>
    public static IEnumerable<string> Engines => AesEngines.All.Where(engine => engine.IsSupported).Select(engine => engine.Name);

    [ParamsSource(nameof(Engines))]
    public string Engine { get; set; } = "";

    [ParamsAllValues]
    public AesKeySize KeySize { get; set; }

    [GlobalSetup]
    public void Setup() => _cipher = AesEngines.ByName(Engine).CreateCipher(new byte[KeySize.ByteCount]);

    [Benchmark(OperationsPerInvoke = 1024)]
    public void Encrypt() => _cipher.Encrypt(_input, _output);

    [Benchmark(OperationsPerInvoke = 1024)]
    public void Decrypt() => _cipher.Decrypt(_input, _output);
}
