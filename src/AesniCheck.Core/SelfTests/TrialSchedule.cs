using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>
/// The order of the faults of one subject: the controls first, then all classes in turns, so that changes over time affect all of them. Each class gets the
/// planned number of faults or, in a quick self-test, as many as decide its claim. Not thread-safe.
/// </summary>
internal sealed class TrialSchedule
{
    private readonly SelfTestPlan _plan;
    private readonly (FaultKind Kind, RegisterArea? Area)[] _controls;
    private readonly (FaultKind Kind, RegisterArea? Area)[] _faults;
    private int _next;

    /// <param name="plan">The plan.</param>
    /// <param name="subject">The subject.</param>
    public TrialSchedule(SelfTestPlan plan, string subject)
    {
        (FaultKind Kind, RegisterArea? Area)[] classes = [.. ClassesOf(plan, subject)];
        _plan = plan;
        _controls = [.. classes.Where(entry => entry.Kind == FaultKind.None)];
        _faults = [.. classes.Where(entry => entry.Kind != FaultKind.None)];
    }

    /// <summary>Whether all faults have had their turn.</summary>
    public bool IsDone => _next >= Controls + (_faults.Length * (_plan.Quick ? SequentialTest.MaximumTrials : _plan.Count));

    /// <summary>Whether the next fault is a control.</summary>
    public bool IsControl => _next < Controls;

    /// <summary>The class of the next fault.</summary>
    public (FaultKind Kind, RegisterArea? Area) Next => IsControl ? _controls[_next % _controls.Length] : _faults[(_next - Controls) % _faults.Length];

    private int Controls => _plan.Count * _controls.Length;

    /// <summary>Returns the classes that are tried under a subject: in a quick self-test the control, and those with a claim.</summary>
    public static IEnumerable<(FaultKind Kind, RegisterArea? Area)> ClassesOf(SelfTestPlan plan, string subject) =>
        plan.Classes.Where(entry => !plan.Quick || entry.Kind == FaultKind.None || DetectionClaims.Of(subject, entry.Kind, entry.Area) is not null);

    /// <summary>Returns the number of claims that are tried together.</summary>
    public static int ClaimsIn(SelfTestPlan plan) => Claims(plan).Count();

    /// <summary>Returns the number of faults to inject, including the controls; for a quick self-test, the smallest possible number.</summary>
    public static int PlannedFaults(SelfTestPlan plan) => plan.Quick
        ? plan.Subjects.Sum(subject => plan.Count * ClassesOf(plan, subject.Name).Count(entry => entry.Kind == FaultKind.None))
            + Claims(plan).Sum(claim => SequentialTest.LeastTrials(claim, ClaimsIn(plan)))
        : plan.Subjects.Count * plan.Classes.Count * plan.Count;

    /// <summary>Goes on to the next fault.</summary>
    /// <param name="isDecided">Returns whether a class needs no more faults. Only a quick self-test asks.</param>
    public void Advance(Predicate<(FaultKind Kind, RegisterArea? Area)> isDecided)
    {
        _next++;
        while (_plan.Quick && !IsControl && !IsDone && isDecided(Next))
        {
            _next++;
        }
    }

    private static IEnumerable<double> Claims(SelfTestPlan plan) =>
        from subject in plan.Subjects
        from entry in plan.Classes
        let claim = DetectionClaims.Of(subject.Name, entry.Kind, entry.Area)
        where claim is not null
        select claim.Value;
}
