using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Probes.Register;

/// <summary>What happens inside the loop, again and again, while all registers are live.</summary>
[JsonConverter(typeof(KebabCaseConverter<RegisterEvent>))]
public enum RegisterEvent
{
    /// <summary>Nothing: what interrupts the loop comes from outside.</summary>
    None,

    /// <summary>PAUSE: the CPU may turn to its sibling, and the hypervisor to another guest.</summary>
    Pause,

    /// <summary>
    /// A write to a page that isn't there yet: the kernel handles a page fault, and on a guest the hypervisor often a
    /// second-level one.
    /// </summary>
    PageFault,
}

/// <summary>How often the events come.</summary>
internal static class RegisterEvents
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RegisterEvent> All { get; } = Enum.GetValues<RegisterEvent>();

    extension(RegisterEvent happening)
    {
        /// <summary>The events in a pass over a unit; its steps are a multiple of it.</summary>
        public int PerPass => happening switch
        {
            RegisterEvent.None => 1,
            RegisterEvent.Pause => 640,

            // Dropping the pages takes time in which no register is live, the more the more there are.
            _ => 16,
        };

        /// <summary>The pages that a pass over a unit writes to.</summary>
        public int PagesPerPass => happening == RegisterEvent.PageFault ? happening.PerPass : 0;
    }
}

/// <summary>An event as a type argument, so that it is part of the loop: see <see cref="RegisterEvent"/>.</summary>
internal unsafe interface IRegisterEvent
{
    /// <summary>Has it happen, in general-purpose registers.</summary>
    /// <param name="page">A page of this event's own.</param>
    static abstract void Happen(byte* page);
}

/// <summary>See <see cref="RegisterEvent.None"/>.</summary>
internal readonly unsafe struct NoEvent : IRegisterEvent
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Happen(byte* page)
    {
    }
}

/// <summary>See <see cref="RegisterEvent.Pause"/>.</summary>
internal readonly unsafe struct PauseEvent : IRegisterEvent
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Happen(byte* page) => X86Base.Pause();
}

/// <summary>See <see cref="RegisterEvent.PageFault"/>.</summary>
internal readonly unsafe struct PageFaultEvent : IRegisterEvent
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Happen(byte* page) => *page = 1;
}
