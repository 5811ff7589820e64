using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;
using AesniCheck.Records;
using AesniCheck.Units;

namespace AesniCheck.Arbitration;

/// <summary>
/// Turns miscompares into findings. Runs on the thread that saw the miscompare, so that replays use the same CPU. Not
/// thread-safe.
/// </summary>
/// <param name="devices">The devices under test, for replays.</param>
/// <param name="units">The units that other registers held; null if unknown.</param>
internal sealed class Arbiter(DevicesUnderTest devices, IRecentUnits? units = null)
{
    private readonly BlockJudge _blocks = new(devices.Aesni, devices.CreateSchedulePass(), devices.Instructions, new BlockLoopReplays(devices.CreateBlockPass), new BlockOwners(units));
    private readonly MessageJudge _messages = new(devices);
    private readonly RegisterJudge _registers = new(devices.CreateRegisterPass(), devices.Instructions, devices.MapPages);
    private readonly ScheduleJudge _schedules = new(devices.CreateSchedulePass(), devices.Instructions);
    private readonly ChainJudge _chains = new(devices.CreateChainPass(), devices.Instructions, new ChainOwners(units));

    /// <summary>Explains one miscompare.</summary>
    /// <param name="miscompare">The evidence.</param>
    /// <param name="unit">The unit in which it was seen, as it is in memory.</param>
    /// <param name="unitDamaged">Whether the unit differs from the one that its seed gives.</param>
    public Finding Judge(Miscompare miscompare, Unit unit, out bool unitDamaged)
    {
        Judgement judgement = (miscompare, unit) switch
        {
            (BlockMiscompare block, BlockUnit blockUnit) => _blocks.Judge(block, blockUnit),
            (MessageMiscompare message, MessageUnit messageUnit) => _messages.Judge(message, messageUnit),
            (GuardMiscompare guard, _) => GuardJudge.Judge(guard),
            (ChainMiscompare chain, ChainUnit chainUnit) => _chains.Judge(chain, chainUnit),
            (RegisterMiscompare register, RegisterUnit registerUnit) => _registers.Judge(register, registerUnit),
            (ScheduleMiscompare schedule, ScheduleUnit scheduleUnit) => _schedules.Judge(schedule, scheduleUnit),
            _ => new Judgement(Verdict.Unexplained, ["Miscompares of this kind cannot be explained."], UnitDamaged: false),
        };
        unitDamaged = judgement.UnitDamaged;
        return new Finding
        {
            Time = miscompare.Time,
            Probe = miscompare.Probe,
            Cpu = miscompare.Cpu,
            Verdict = judgement.Verdict,
            Explanation = judgement.Explanation,
            Syndrome = judgement.Syndrome,
            Replay = judgement.Replay,
            Evidence = miscompare,
        };
    }
}
