using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Stressors;

/// <summary>
/// Makes system calls in bulk: into the kernel and back, reads and writes of an unnamed file, and datagrams over the loopback, each
/// of which arrives by a softirq on this CPU. Imitates the load in the guest of the original report, whose kernel lost vector
/// state (F2) while it was busy with the network, and OpenZFS #9346.
/// </summary>
internal sealed class SyscallStressor : Stressor
{
    private const int CallsPerStep = 32;
    private const int DatagramsPerStep = 4;
    private const int DatagramLength = 512;
    private const int FileLength = 16 * 1024;
    private const int PieceLength = 1024;
    private const int LongestLoss = 10_000;

    private readonly byte[] _data = new byte[PieceLength];
    private SafeFileHandle? _file = UnnamedFile.TryOpen(new byte[FileLength]);
    private LoopbackSocket? _socket = LoopbackSocket.TryOpen();
    private int _offset;
    private int _lostDatagrams;

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "syscall",
        Purpose = "system calls, file reads and writes, and packets over the loopback, which cause softirqs",
        Imitates = "the original report, OpenZFS #9346: vector state lost in a busy kernel",
        Event = "system call",
        Pace = StressorPace.InTurn,
        Begin = _ => _ => new SyscallStressor(),
    };

    /// <inheritdoc/>
    public override string? Loss => (_file, _socket) switch
    {
        (null, null) => "no unnamed file can be created and no packets pass the loopback, so it makes system calls only",
        (null, _) => "no unnamed file can be created, or it can no longer be written",
        (_, null) => "no packets pass the loopback, so they cause no softirqs",
        _ => null,
    };

    /// <inheritdoc/>
    public override long Step()
    {
        for (int i = 0; i < CallsPerStep; i++)
        {
            KernelEntry.Call();
        }

        return CallsPerStep + UseFile() + UseSocket();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _file?.Dispose();
        _socket?.Dispose();
        (_file, _socket) = (null, null);
        base.Dispose();
    }

    // In place, and never synced: the kernel may write these few pages to the disk twice a minute.
    private int UseFile()
    {
        if (_file is null)
        {
            return 0;
        }

        try
        {
            RandomAccess.Write(_file, _data, _offset);
            _ = RandomAccess.Read(_file, _data, FileLength - PieceLength - _offset);
            _offset = (_offset + PieceLength) % FileLength;
            return 2;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, for example. The other load continues.
            _file.Dispose();
            _file = null;
            return 0;
        }
    }

    private int UseSocket()
    {
        if (_socket is null)
        {
            return 0;
        }

        int sent = 0;
        int received = 0;
        for (int i = 0; i < DatagramsPerStep; i++)
        {
            sent += _socket.TrySend(_data.AsSpan(0, DatagramLength)) ? 1 : 0;
            received += _socket.TryReceive(_data) ? 1 : 0;
        }

        // If the loopback is down or filtered, nothing arrives; then the stressor continues without a socket.
        _lostDatagrams = received > 0 ? 0 : _lostDatagrams + DatagramsPerStep;
        if (_lostDatagrams >= LongestLoss)
        {
            _socket.Dispose();
            _socket = null;
        }

        return sent + received;
    }
}
