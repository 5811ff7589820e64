using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>The machine, as far as it identifies itself. Text that could not be read is <see cref="Unknown"/>, never null.</summary>
/// <param name="Name">The host name.</param>
/// <param name="Cpu">The processor.</param>
/// <param name="Hypervisor">The hypervisor, or bare metal.</param>
/// <param name="Kernel">The operating system, and its AES drivers.</param>
/// <param name="Runtime">The .NET runtime, and the CPU features that it uses.</param>
public sealed record HostInfo(string Name, CpuInfo Cpu, HypervisorInfo Hypervisor, KernelInfo Kernel, RuntimeInfo Runtime)
{
    /// <summary>Stands for text that could not be read: a missing file, a missing line, no permission.</summary>
    public const string Unknown = HostField.Unknown;

    /// <summary>Stands for a number that could not be read; all other numbers here are non-negative.</summary>
    public const int UnknownNumber = HostField.UnknownNumber;
}
