using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>What machine this is, as far as it says so itself. Text that could not be had is <see cref="Unknown"/>, never null.</summary>
/// <param name="Name">The host name.</param>
/// <param name="Cpu">The processor.</param>
/// <param name="Hypervisor">What the machine runs on.</param>
/// <param name="Kernel">The operating system, and its AES drivers.</param>
/// <param name="Runtime">The .NET runtime, and what it makes of the processor.</param>
public sealed record HostInfo(string Name, CpuInfo Cpu, HypervisorInfo Hypervisor, KernelInfo Kernel, RuntimeInfo Runtime)
{
    /// <summary>Stands for text that could not be had: a missing file, a missing line, no permission.</summary>
    public const string Unknown = HostField.Unknown;

    /// <summary>Stands for a number that could not be had; no number here is negative otherwise.</summary>
    public const int UnknownNumber = HostField.UnknownNumber;
}
