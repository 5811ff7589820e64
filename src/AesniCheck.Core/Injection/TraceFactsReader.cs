using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Injection;

/// <summary>Reads the facts that decide about tracing from the kernel's files. A fact that can't be read counts as no obstacle.</summary>
/// <param name="files">The files of the machine, or saved ones.</param>
/// <param name="ownerOf">Returns the owner of a path without a leading slash.</param>
internal sealed class TraceFactsReader(HostFiles files, Func<string, uint?> ownerOf)
{
    private const string SelfStatus = "proc/self/status";
    private const string SeccompFilter = "2";

    // Every process except the first has a parent. Only fabricated files contain a cycle.
    private const int MaximumAncestors = 100;

    /// <summary>Returns a reader of this machine.</summary>
    public static TraceFactsReader OfMachine() => new(new HostFiles("/"), path => FileStatus.OwnerOf($"/{path}"));

    /// <summary>Reads the facts.</summary>
    /// <param name="process">The process to be traced.</param>
    /// <param name="thread">Its thread.</param>
    public TraceFacts Read(int process, int thread)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"proc/{process}");
        IReadOnlyDictionary<string, string> self = ReadStatus(SelfStatus);
        IReadOnlyDictionary<string, string> target = ReadStatus($"{folder}/status");
        long[] users = UsersOf(target);
        long? user = UsersOf(self) is [long real, ..] ? real : null;
        int tracer = NumberOf(ReadStatus(string.Create(CultureInfo.InvariantCulture, $"{folder}/task/{thread}/status")), "TracerPid");
        return new TraceFacts
        {
            PtraceScope = int.TryParse(files.Read("proc/sys/kernel/yama/ptrace_scope"), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int scope)
                ? scope
                : null,
            HasSeccompFilter = self.GetValueOrDefault("Seccomp") == SeccompFilter,
            HasNoNewPrivileges = NumberOf(self, "NoNewPrivs") != 0,
            Capabilities = CapabilitiesOf(self, "CapEff"),
            UserId = user,
            TargetUserId = users.Cast<long?>().FirstOrDefault(id => id != user) ?? user,
            TargetCapabilities = CapabilitiesOf(target, "CapPrm"),
            IsTargetProtected = users is [_, not 0, ..] && ownerOf(folder) == 0,
            IsTargetDescendant = IsDescendant(target, NumberOf(self, "Pid")),
            TracerId = tracer == 0 ? null : tracer,
            TracerName = tracer == 0 ? null : files.Read(string.Create(CultureInfo.InvariantCulture, $"proc/{tracer}/comm"))?.TrimEnd(),
            Container = ReadContainer(),
        };
    }

    /// <summary>The user ids that ptrace checks: real, effective and saved.</summary>
    private static long[] UsersOf(IReadOnlyDictionary<string, string> status)
    {
        string[] ids = status.GetValueOrDefault("Uid", "").Split('\t', StringSplitOptions.RemoveEmptyEntries);
        return ids.Length < 3 ? [] : [.. ids.Take(3).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
    }

    private static int NumberOf(IReadOnlyDictionary<string, string> status, string key) =>
        int.TryParse(status.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static ulong CapabilitiesOf(IReadOnlyDictionary<string, string> status, string key) =>
        ulong.TryParse(status.GetValueOrDefault(key), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits) ? bits : 0;

    private bool IsDescendant(IReadOnlyDictionary<string, string> status, int ancestor)
    {
        for (int i = 0; i < MaximumAncestors && NumberOf(status, "PPid") is > 0 and int parent; i++)
        {
            if (parent == ancestor)
            {
                return true;
            }

            status = ReadStatus(string.Create(CultureInfo.InvariantCulture, $"proc/{parent}/status"));
        }

        return false;
    }

    private IReadOnlyDictionary<string, string> ReadStatus(string path) =>
        ColonText.Entries(files.Read(path) ?? "").FirstOrDefault() ?? new Dictionary<string, string>();

    private ContainerKind ReadContainer() =>
        files.HasFolder("var/run/secrets/kubernetes.io") ? ContainerKind.Kubernetes
        : files.Read("run/.containerenv") is not null ? ContainerKind.Podman
        : files.Read(".dockerenv") is not null ? ContainerKind.Docker
        : files.Read("run/systemd/container") is not null ? ContainerKind.Other
        : ContainerKind.None;
}
