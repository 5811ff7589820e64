namespace AesniCheck.Host;

/// <summary>The .NET runtime, and the CPU features that it uses.</summary>
/// <param name="Version">The runtime's full name, such as <c>.NET 10.0.1</c>.</param>
/// <param name="Architecture">The process's architecture, such as <c>X64</c>.</param>
/// <param name="Features">
/// The features among <c>aes</c>, <c>pclmulqdq</c>, <c>avx2</c> and <c>avx512f</c> that the runtime will use: fewer than the CPU has if
/// settings such as <c>DOTNET_EnableAES=0</c> switch them off.
/// </param>
public sealed record RuntimeInfo(string Version, string Architecture, IReadOnlyList<string> Features);
