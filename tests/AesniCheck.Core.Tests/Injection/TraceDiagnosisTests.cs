using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Injection;

/// <summary>Each reason for which tracing is forbidden is named, with the remedy.</summary>
public sealed class TraceDiagnosisTests
{
    private const ulong Root = 0x1ffffffffff;
    private const ulong TraceCapability = 1UL << 19;

    // A user's process that has started the other.
    private static readonly TraceFacts Plain = new() { UserId = 1000, TargetUserId = 1000, IsTargetDescendant = true };

    [Fact]
    public void AnotherTracerIsNamedFirst()
    {
        TraceFacts facts = Plain with { TracerId = 77, TracerName = "strace", PtraceScope = 2, HasSeccompFilter = true };
        Assert.Equal("Process 77 (strace) already traces it, and a thread has only one tracer. End that debugger or strace.", Explain(facts));
        Assert.StartsWith("Process 77 already traces it", Explain(facts with { TracerName = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherUsersProcessIsToBeRunByTheSame()
    {
        TraceFacts facts = Plain with { TargetUserId = 0, HasSeccompFilter = true };
        Assert.Equal("It belongs to user 0, and this process to user 1000. Run both as the same user.", Explain(facts));
        Assert.DoesNotContain("user 0", Explain(facts with { Capabilities = TraceCapability }), StringComparison.Ordinal);
    }

    [Fact]
    public void YamaThatWantsTheCapabilityIsToBeSetOrGivenIt()
    {
        TraceFacts facts = Plain with { PtraceScope = 2 };
        Assert.Equal(
            "The kernel allows tracing only with CAP_SYS_PTRACE (kernel.yama.ptrace_scope is 2). Allow it with 'sysctl kernel.yama.ptrace_scope=1', "
                + "or run this with CAP_SYS_PTRACE, which root has.",
            Explain(facts));
        Assert.Contains("which sudo cannot give it, because it may not gain privileges", Explain(facts with { HasNoNewPrivileges = true }), StringComparison.Ordinal);
        string inDocker = Explain(facts with { Container = ContainerKind.Docker });
        Assert.Contains("on the host of the container, or start the container with 'docker run --cap-add SYS_PTRACE'.", inDocker, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(Root)]
    public void YamaThatForbidsAllLastsUntilTheNextBoot(ulong capabilities)
    {
        string text = Explain(Plain with { PtraceScope = 3, Capabilities = capabilities });
        Assert.Contains("ptrace_scope is 3", text, StringComparison.Ordinal);
        Assert.Contains("until the next boot", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1)]
    public void YamaThatAllowsItIsNotBlamed(int? scope) =>
        Assert.DoesNotContain("yama", Explain(Plain with { PtraceScope = scope }), StringComparison.Ordinal);

    [Fact]
    public void YamaThatWantsADescendantIsBlamedForOthers()
    {
        TraceFacts facts = Plain with { PtraceScope = 1, IsTargetDescendant = false };
        Assert.Contains("its own children (kernel.yama.ptrace_scope is 1)", Explain(facts), StringComparison.Ordinal);
        Assert.DoesNotContain("yama", Explain(facts with { Capabilities = TraceCapability }), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExecutableThatMayNotBeReadIsNamed()
    {
        TraceFacts facts = Plain with { IsTargetProtected = true, HasSeccompFilter = true };
        Assert.Contains("Let the user read the executable", Explain(facts), StringComparison.Ordinal);
        Assert.DoesNotContain("executable", Explain(facts with { Capabilities = TraceCapability }), StringComparison.Ordinal);
    }

    [Fact]
    public void MoreCapabilitiesThanOnesOwnAreNamed() =>
        Assert.StartsWith("It has capabilities that this process lacks.", Explain(Plain with { TargetCapabilities = 1 << 7 }), StringComparison.Ordinal);

    [Theory]
    [InlineData(ContainerKind.Docker, "start the container with 'docker run --cap-add SYS_PTRACE', or with '--security-opt seccomp=FILE'")]
    [InlineData(ContainerKind.Podman, "start the container with 'podman run --cap-add SYS_PTRACE', or with '--security-opt seccomp=FILE'")]
    [InlineData(ContainerKind.Kubernetes, "add SYS_PTRACE to the container's securityContext.capabilities.add, or set a securityContext.seccompProfile")]
    [InlineData(ContainerKind.Other, "give the container CAP_SYS_PTRACE, or make its filter allow ptrace.")]
    [InlineData(ContainerKind.None, "in a systemd unit, add ptrace or @debug to SystemCallFilter=.")]
    internal void ASeccompFilterIsToLetItPass(ContainerKind container, string advice)
    {
        TraceFacts facts = Plain with { HasSeccompFilter = true, PtraceScope = 1, Container = container };
        Assert.StartsWith("Most likely the active seccomp filter refuses ptrace. ", Explain(facts), StringComparison.Ordinal);
        Assert.Contains(advice, Explain(facts), StringComparison.Ordinal);
        Assert.StartsWith("The system reports ptrace as not implemented", Explain(facts with { HasSeccompFilter = false }, Errno.ENOSYS), StringComparison.Ordinal);
        Assert.Contains(advice, Explain(facts, Errno.ENOSYS), StringComparison.Ordinal);
    }

    [Fact]
    public void ASecurityModuleIsKnownByItsError() =>
        Assert.StartsWith("Most likely a security module refuses it", Explain(Plain with { HasSeccompFilter = true }, Errno.EACCES), StringComparison.Ordinal);

    [Fact]
    public void WhereNothingShowsThatIsSaid()
    {
        Assert.StartsWith("The cause is not visible", Explain(Plain), StringComparison.Ordinal);
        Assert.EndsWith(" In this container: start the container with 'podman run --cap-add SYS_PTRACE'.", Explain(Plain with { Container = ContainerKind.Podman }), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryExplanationIsWholeSentences()
    {
        foreach (ContainerKind container in Enum.GetValues<ContainerKind>())
        {
            foreach (int? scope in (int?[])[null, 0, 1, 2, 3])
            {
                TraceFacts facts = Plain with { Container = container, PtraceScope = scope };
                string[] texts =
                [
                    Explain(facts), Explain(facts, Errno.EACCES), Explain(facts, Errno.ENOSYS), Explain(facts with { IsTargetDescendant = false }),
                    Explain(facts with { HasSeccompFilter = true }), Explain(facts with { IsTargetProtected = true }), Explain(facts with { TargetUserId = 5 }),
                ];
                Assert.All(texts, text => Assert.Matches(@"^[A-Z][^\n]*[^. ]\.$", text));
                Assert.All(texts, text => Assert.DoesNotContain("  ", text, StringComparison.Ordinal));
            }
        }
    }

    private static string Explain(TraceFacts facts, int error = Errno.EPERM) => TraceDiagnosis.Explain(facts, error);
}
