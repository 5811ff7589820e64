using AesniCheck.Basics;
using AesniCheck.Interop;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes.Register;

/// <summary>The loops compute the same as the scalar code, and show every change of a register.</summary>
public sealed unsafe class AvxRegisterPassTests : IDisposable
{
    private const ulong Seed = 99;
    private const int EventCount = 4;
    private const int StepsPerEvent = 25;

    private readonly AvxRegisterPass _pass = new();
    private readonly AlignedMemory _memory = new(2 * 31 * 64);
    private readonly Pages _pages = new(64);

    public AvxRegisterPassTests() => Assert.SkipWhen(_pass.Kinds.Count == 0, "This CPU or runtime has no AVX2.");

    private ulong* Ends => (ulong*)_memory.Pointer;

    private ulong* Expected => Ends + (31 * 8);

    public void Dispose() => _pages.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ulong.MaxValue)]
    public void AUnitComesOutAsItMust(ulong seed)
    {
        foreach (RegisterKind kind in _pass.Kinds)
        {
            RegisterUnit unit = RegisterUnitTests.Made(seed, kind);
            foreach (RegisterEvent registerEvent in RegisterEvents.All)
            {
                _memory.Span.Clear();
                _pages.Drop();
                _pass.Run(unit, registerEvent, Ends, _pages.Pointer);
                Assert.Equal(Values(kind, unit.Ends), Values(kind, Ends));
            }
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 11)]
    public void AnyNumberOfStepsIsWhatScalarCodeMakes(int eventCount, int stepsPerEvent)
    {
        foreach (RegisterKind kind in _pass.Kinds)
        {
            RegisterUnit unit = RegisterUnitTests.Made(Seed, kind);
            RegisterUnit.Advance(kind, unit.Constants, unit.Starts, Expected, eventCount * stepsPerEvent);
            foreach (RegisterEvent registerEvent in RegisterEvents.All)
            {
                _pass.Run(kind, registerEvent, unit.Constants, unit.Starts, Ends, eventCount, stepsPerEvent, _pages.Pointer);
                Assert.Equal(Values(kind, Expected), Values(kind, Ends));
            }
        }
    }

    [Fact]
    public void EveryPageIsWrittenToAndNoOtherEventWrites()
    {
        foreach (RegisterKind kind in _pass.Kinds)
        {
            RegisterUnit unit = RegisterUnitTests.Made(Seed, kind);
            foreach (RegisterEvent registerEvent in RegisterEvents.All)
            {
                _pages.Drop();
                _pass.Run(unit, registerEvent, Ends, _pages.Pointer);
                byte[] firstBytes = [.. Enumerable.Range(0, _pages.Count).Select(page => _pages.Pointer[page * RegisterPass.PageBytes])];
                Assert.Equal(registerEvent.PagesPerPass, firstBytes.Count(value => value != 0));
            }
        }
    }

    [Fact]
    public void EveryBitOfEveryRegisterThatChangesMidwayChangesTheEnd()
    {
        foreach (RegisterKind kind in _pass.Kinds)
        {
            RegisterUnit unit = RegisterUnitTests.Made(Seed, kind);
            int lanes = kind.ValueCount * kind.LaneCount;
            for (int bit = 0; bit < 64 * lanes; bit++)
            {
                // In place: the second half starts with the values at half time.
                RunHalf(unit, unit.Starts);
                Ends[bit / 64] ^= 1UL << (bit % 64);
                RunHalf(unit, Ends);
                RegisterUnit.Advance(kind, unit.Constants, unit.Starts, Expected, 2 * EventCount * StepsPerEvent);

                // Other registers keep their values, except the sums that a source controls.
                Assert.NotEqual(Expected[bit / 64], Ends[bit / 64]);
                Assert.InRange(Enumerable.Range(0, lanes).Count(lane => Expected[lane] != Ends[lane]), 1, 1 + RegisterKinds.SumsPerOpmask);
            }
        }
    }

    [Fact]
    public void EveryBitOfAConstantThatChangesMidwayChangesManyEnds()
    {
        foreach (RegisterKind kind in _pass.Kinds)
        {
            RegisterUnit unit = RegisterUnitTests.Made(Seed, kind);
            for (int bit = 0; bit < 64 * kind.ConstantCount * kind.LaneCount; bit++)
            {
                RunHalf(unit, unit.Starts);
                unit.Constants[bit / 64] ^= 1UL << (bit % 64);
                _pass.Run(kind, RegisterEvent.None, unit.Constants, Ends, Ends, 1, RegisterUnit.StepCount - (EventCount * StepsPerEvent), null);
                unit.Constants[bit / 64] ^= 1UL << (bit % 64);

                int changed = Enumerable.Range(0, kind.ValueCount * kind.LaneCount).Count(lane => unit.Ends[lane] != Ends[lane]);
                Assert.InRange(changed, RegisterKinds.OpmaskCount, kind.ValueCount);
            }
        }
    }

    private static ulong[] Values(RegisterKind kind, ulong* values) => new ReadOnlySpan<ulong>(values, kind.ValueCount * kind.LaneCount).ToArray();

    private void RunHalf(RegisterUnit unit, ulong* starts) =>
        _pass.Run(unit.Kind, RegisterEvent.None, unit.Constants, starts, Ends, EventCount, StepsPerEvent, null);
}
