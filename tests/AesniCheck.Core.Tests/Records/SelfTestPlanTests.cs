using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.SelfTests;
using Xunit;

namespace AesniCheck.Records;

public sealed class SelfTestPlanTests
{
    [Fact]
    public void WhatChangesOneRegisterHasAClassForEachAreaAndTheRestOne() => Assert.Equal(
        [(FaultKind.None, null), (FaultKind.Flip, RegisterArea.Xmm), (FaultKind.Flip, RegisterArea.Zmm16To31), (FaultKind.SwapThreads, null)],
        SelfTestSamples.Plan.Classes);

    [Fact]
    public void WhatCannotBeTriedIsToldInSentences()
    {
        SelfTestPlan plan = SelfTestSamples.Plan with
        {
            Skipped =
            [
                new SkippedPart("kernel", "there is no AF_ALG", Requested: true),
                new SkippedPart("zmm16-31", "this CPU does not have it", Requested: false),
                new SkippedPart("signal", "there is no way", Requested: false),
            ],
        };
        Assert.Equal(["The requested probe kernel can't be tried here: there is no AF_ALG."], plan.SkippedSentences(requested: true));
        Assert.Equal(
            ["The register area zmm16-31 can't be tried here: this CPU does not have it.", "The stressor signal can't be tried here: there is no way."],
            plan.SkippedSentences(requested: false));
    }
}
