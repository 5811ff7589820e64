using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Probes.Register;

/// <summary>An event that happens inside the loop, again and again, while all registers are live.</summary>
[JsonConverter(typeof(KebabCaseConverter<RegisterEvent>))]
public enum RegisterEvent
{
    /// <summary>None: all interruptions of the loop come from outside.</summary>
    None,

    /// <summary>PAUSE: the CPU may switch to its sibling thread, and the hypervisor to another guest.</summary>
    Pause,

    /// <summary>
    /// A write to a page that is not mapped yet: the kernel handles a page fault, and in a guest the hypervisor often handles a
    /// second-level one.
    /// </summary>
    PageFault,
}

/// <summary>The frequency of events.</summary>
internal static class RegisterEvents
{
    /// <summary>All events.</summary>
    public static IReadOnlyList<RegisterEvent> All { get; } = Enum.GetValues<RegisterEvent>();

    extension(RegisterEvent registerEvent)
    {
        /// <summary>The number of events in a pass over a unit; the number of steps is a multiple of it.</summary>
        public int PerPass => registerEvent switch
        {
            RegisterEvent.None => 1,
            RegisterEvent.Pause => 640,

            // Dropping pages takes time in which no register is live, and more pages take more time.
            _ => 16,
        };

        /// <summary>The number of pages that a pass over a unit writes to.</summary>
        public int PagesPerPass => registerEvent == RegisterEvent.PageFault ? registerEvent.PerPass : 0;
    }
}

/// <summary>An event as a type argument, so that it is compiled into the loop; see <see cref="RegisterEvent"/>.</summary>
internal unsafe interface IRegisterEvent
{
    /// <summary>Causes the event, with general-purpose registers only.</summary>
    /// <param name="page">The page of this event.</param>
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
