using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;

namespace AesniCheck.Vectors;

/// <summary>The published vectors that the library carries: what <c>vectors/</c> holds, byte for byte.</summary>
public static class EmbeddedVectors
{
    private static readonly Assembly Library = typeof(EmbeddedVectors).Assembly;

    /// <summary>Their names, such as <c>vectors/ECB/ECBVarKey128.rsp</c>, in ordinal order.</summary>
    public static ImmutableArray<string> Names { get; } = FindNames();

    /// <summary>Reads all of them, in the order of <see cref="Names"/>.</summary>
    public static ImmutableArray<VectorFile> ReadAll() => ReadWhere(_ => true);

    /// <summary>Reads those for ECB and CBC, the bare cipher and its simplest chaining: few enough for the beginning of a run.</summary>
    public static ImmutableArray<VectorFile> ReadBlockVectors() => ReadWhere(IsBlockVectors);

    /// <summary>Reads those for the other modes: CTR, GCM and XTS.</summary>
    public static ImmutableArray<VectorFile> ReadModes() => ReadWhere(name => !IsBlockVectors(name));

    /// <summary>Reads one of them.</summary>
    /// <exception cref="ArgumentException">There is no file of that name.</exception>
    public static VectorFile Read(string name) => RspReader.Read(ReadBytes(name), name);

    /// <summary>The bytes of one of them, as published.</summary>
    /// <exception cref="ArgumentException">There is no file of that name.</exception>
    public static byte[] ReadBytes(string name)
    {
        using Stream stream = Library.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no embedded file '{name}'; EmbeddedVectors.Names lists them.", nameof(name));
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static bool IsBlockVectors(string name) =>
        name.StartsWith("vectors/CBC/", StringComparison.Ordinal) || name.StartsWith("vectors/ECB/", StringComparison.Ordinal);

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
        // Plain arrays: LINQ's sorting and chains are compiled at start-up even in a ReadyToRun image, which takes longer than the work.
        string[] names = Array.FindAll(
            Library.GetManifestResourceNames(),
            name => name.StartsWith("vectors/", StringComparison.Ordinal) && name.EndsWith(".rsp", StringComparison.Ordinal));
        Array.Sort(names, StringComparer.Ordinal);
        return ImmutableCollectionsMarshal.AsImmutableArray(names);
    }
}
