using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using AesniCheck.Ciphers;

namespace AesniCheck.Vectors;

/// <summary>
/// The vectors that are embedded in the library: the files below <c>vectors/</c>, byte for byte. Those of <c>vectors/Long/</c> are not published: two
/// independent implementations made them, for the loops for which published vectors are too short. <c>SOURCES.md</c> lists all.
/// </summary>
public static class EmbeddedVectors
{
    private const string LongFolder = "vectors/Long/";

    private static readonly Assembly Library = typeof(EmbeddedVectors).Assembly;

    /// <summary>The names of the files, such as <c>vectors/ECB/ECBVarKey128.rsp</c>, in ordinal order.</summary>
    public static ImmutableArray<string> Names { get; } = FindNames();

    /// <summary>Reads all files, in the order of <see cref="Names"/>.</summary>
    public static ImmutableArray<VectorFile> ReadAll() => ReadWhere(_ => true);

    /// <summary>Reads the files for ECB and CBC, the bare cipher and its simplest chaining: few enough for the beginning of a run.</summary>
    public static ImmutableArray<VectorFile> ReadBlockVectors() => ReadWhere(IsBlockVectors);

    /// <summary>Reads the long files for ECB and CBC, for engines whose loops differ from those of the bare cipher.</summary>
    public static ImmutableArray<VectorFile> ReadLongBlockVectors() => ReadWhere(name => IsBlockVectors(name) && IsLong(name));

    /// <summary>Reads the files for the other modes: CTR, GCM and XTS.</summary>
    public static ImmutableArray<VectorFile> ReadModes() => ReadWhere(name => !IsBlockVectors(name));

    /// <summary>Reads one file. Long vectors are stored as encryptions, and each is followed by its decryption.</summary>
    /// <exception cref="ArgumentException">There is no file named <paramref name="name"/>.</exception>
    public static VectorFile Read(string name)
    {
        VectorFile file = RspReader.Read(ReadBytes(name), name);
        return IsLong(name) ? InBothDirections(file) : file;
    }

    /// <summary>Returns the bytes of one file, as published.</summary>
    /// <exception cref="ArgumentException">There is no file named <paramref name="name"/>.</exception>
    public static byte[] ReadBytes(string name)
    {
        using Stream stream = Library.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no embedded file '{name}'; EmbeddedVectors.Names lists them.", nameof(name));
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static VectorFile InBothDirections(VectorFile file)
    {
        ImmutableArray<CipherVector>.Builder vectors = ImmutableArray.CreateBuilder<CipherVector>(2 * file.Vectors.Length);
        foreach (CipherVector vector in file.Vectors)
        {
            vectors.Add(vector);
            vectors.Add(vector with { Direction = CipherDirection.Decrypt });
        }

        return file with { Vectors = vectors.MoveToImmutable() };
    }

    private static bool IsLong(string name) => name.StartsWith(LongFolder, StringComparison.Ordinal);

    private static bool IsBlockVectors(string name)
    {
        string[] beginnings = ["vectors/CBC/", "vectors/ECB/", $"{LongFolder}cbc-", $"{LongFolder}ecb-"];
        return Array.Exists(beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal));
    }

    private static ImmutableArray<VectorFile> ReadWhere(Predicate<string> isWanted)
    {
        ImmutableArray<VectorFile>.Builder files = ImmutableArray.CreateBuilder<VectorFile>(Names.Length);
        foreach (string name in Names)
        {
            if (isWanted(name))
            {
                files.Add(Read(name));
            }
        }

        return files.DrainToImmutable();
    }

    private static ImmutableArray<string> FindNames()
    {
        // Plain arrays: even in a ReadyToRun image, LINQ's sorting and chains are compiled at start-up, which takes longer than the work.
        string[] names = Array.FindAll(
            Library.GetManifestResourceNames(),
            name => name.StartsWith("vectors/", StringComparison.Ordinal) && name.EndsWith(".rsp", StringComparison.Ordinal));
        Array.Sort(names, StringComparer.Ordinal);
        return ImmutableCollectionsMarshal.AsImmutableArray(names);
    }
}
