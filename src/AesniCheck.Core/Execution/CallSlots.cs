using System.Buffers.Binary;
using System.Text;
using AesniCheck.Ciphers;
using AesniCheck.Interop;
using AesniCheck.Probes;

namespace AesniCheck.Execution;

/// <summary>
/// Holds each worker's last cipher call, in memory that the supervisor shares with its worker process. The worker writes with plain
/// stores; if the process dies in a call, the supervisor reads the remaining contents. Thread-safe, without locks.
/// </summary>
internal sealed unsafe class CallSlots : IDisposable
{
    /// <summary>The words for the pages next to a buffer, in sentences about calls.</summary>
    public const string GuardedWords = "an inaccessible page";

    // Further workers record nothing. Pages that no worker writes to take no memory.
    private const int MaximumWorkers = 4096;

    // Slots of different workers lie on different cache lines, which are not prefetched in pairs either.
    private const int SlotBytes = 256;

    private const int StateOffset = 0;
    private const int ModeOffset = 4;
    private const int OperationOffset = 8;
    private const int KeySizeOffset = 12;
    private const int LengthOffset = 16;
    private const int InPlaceOffset = 20;
    private const int PlaceOffset = 24;
    private const int MessageOffset = 28;
    private const int SeedOffset = 32;
    private const int ProbeOffset = 40;
    private const int EngineOffset = 80;
    private const int ProbeBytes = EngineOffset - ProbeOffset;
    private const int EngineBytes = SlotBytes - EngineOffset;

    private const int Active = 1;
    private const int SettingTheKey = -1;

    private readonly Pages _pages;

    private CallSlots(Pages pages) => _pages = pages;

    private static int PageCount => MaximumWorkers * SlotBytes / Pages.PageSize;

    /// <summary>Creates slots for a worker process that is about to be started.</summary>
    /// <param name="descriptor">The descriptor that the process inherits, to be closed by <see cref="Pages.CloseDescriptor"/> after its start; -1 if there are no slots.</param>
    /// <returns>The slots; null if the system provides no shared memory.</returns>
    public static CallSlots? TryCreate(out int descriptor)
    {
        try
        {
            return new CallSlots(Pages.SharedWithChild(PageCount, "aesnicheck-calls", out descriptor));
        }
        catch (IOException)
        {
            descriptor = -1;
            return null;
        }
    }

    /// <summary>Opens the slots that the supervisor created.</summary>
    /// <param name="descriptor">The inherited descriptor.</param>
    /// <returns>The slots; null if they cannot be mapped.</returns>
    public static CallSlots? TryOpen(int descriptor)
    {
        try
        {
            return new CallSlots(Pages.SharedByParent(descriptor, PageCount));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Returns the log of a worker, which writes to its slot.</summary>
    public CallLog LogOf(int worker) => worker < MaximumWorkers ? new Slot(this, worker) : CallLog.None;

    /// <summary>Returns the calls that have not returned, each as a sentence without its end. A dying process may write nonsense; malformed slots are left out.</summary>
    public IReadOnlyList<string> ReadActive() =>
    [
        .. from worker in Enumerable.Range(0, MaximumWorkers)
           let call = Describe(worker)
           where call is not null
           select call,
    ];

    /// <inheritdoc/>
    public void Dispose() => _pages.Dispose();

    private string? Describe(int worker)
    {
        var slot = new ReadOnlySpan<byte>(_pages.Pointer + ((nint)worker * SlotBytes), SlotBytes);
        if (Number(slot, StateOffset) != Active)
        {
            return null;
        }

        (int mode, int operation, int place) = (Number(slot, ModeOffset), Number(slot, OperationOffset), Number(slot, PlaceOffset));
        string? probe = Text(slot.Slice(ProbeOffset, ProbeBytes));
        string? engine = Text(slot.Slice(EngineOffset, EngineBytes));
        bool isKey = operation == SettingTheKey;
        if (probe is null || engine is null || !Enum.IsDefined((CipherMode)mode) || !Enum.IsDefined((BufferPlace)place)
            || !(isKey || Enum.IsDefined((CipherDirection)operation)))
        {
            return null;
        }

        string what = isKey ? "setting the key"
            : string.Create(null, $"{Number(slot, LengthOffset):N0} bytes, {((CipherDirection)operation == CipherDirection.Encrypt ? "encryption" : "decryption")}")
                + (Number(slot, InPlaceOffset) != 0 ? ", in place" : "");
        string where = (BufferPlace)place switch
        {
            BufferPlace.AtEnd => $", buffers that end at {GuardedWords}",
            BufferPlace.AtStart => $", buffers that begin at {GuardedWords}",
            _ => "",
        };
        return string.Create(
            null,
            $"worker {worker} was in {(engine == probe ? probe : $"{probe} ({engine})")}, AES-{Number(slot, KeySizeOffset)}-{((CipherMode)mode).ToString().ToUpperInvariant()}, {what}{where}; message {Number(slot, MessageOffset)} of unit 0x{BinaryPrimitives.ReadUInt64LittleEndian(slot[SeedOffset..]):x16}");
    }

    private static int Number(ReadOnlySpan<byte> slot, int offset) => BinaryPrimitives.ReadInt32LittleEndian(slot[offset..]);

    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        ReadOnlySpan<byte> text = end < 0 ? bytes : bytes[..end];
        return text.IsEmpty || text.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? null : Encoding.ASCII.GetString(text);
    }

    /// <summary>One worker's slot.</summary>
    private sealed class Slot(CallSlots slots, int worker) : CallLog
    {
        private readonly byte* _slot = slots._pages.Pointer + ((nint)worker * SlotBytes);

        // Keeps the memory alive.
        private readonly CallSlots _slots = slots;

        public override void Enter(string probe, string engine)
        {
            End();
            Write(probe, ProbeOffset, ProbeBytes);
            Write(engine, EngineOffset, EngineBytes);
        }

        public override void Begin(in MessageCall call)
        {
            *(int*)(_slot + ModeOffset) = (int)call.Mode;
            *(int*)(_slot + OperationOffset) = call.Operation is { } operation ? (int)operation : SettingTheKey;
            *(int*)(_slot + KeySizeOffset) = call.KeySizeBits;
            *(int*)(_slot + LengthOffset) = call.Length;
            *(int*)(_slot + InPlaceOffset) = call.InPlace ? 1 : 0;
            *(int*)(_slot + PlaceOffset) = (int)call.Place;
            *(int*)(_slot + MessageOffset) = call.MessageIndex;
            *(ulong*)(_slot + SeedOffset) = call.UnitSeed;

            // Written last: an active slot is complete.
            Volatile.Write(ref *(int*)(_slot + StateOffset), Active);
        }

        public override void End()
        {
            Volatile.Write(ref *(int*)(_slot + StateOffset), 0);
            GC.KeepAlive(_slots);
        }

        // Names are ASCII; long ones are truncated.
        private void Write(string text, int offset, int capacity)
        {
            for (int i = 0; i < capacity; i++)
            {
                _slot[offset + i] = i < text.Length && i < capacity - 1 ? (byte)text[i] : (byte)0;
            }
        }
    }
}
