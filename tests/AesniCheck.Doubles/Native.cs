using System.Runtime.InteropServices;

namespace AesniCheck.Doubles;

/// <summary>Actions of a process against itself.</summary>
internal static unsafe partial class Native
{
    private const int KillSignal = 9;
    private const int StopSignal = 19;

    // mmap(2).
    private const int ReadWriteExecute = 7;
    private const int ReadWrite = 3;
    private const int Shared = 1;
    private const int PrivateAnonymous = 0x22;
    private const int PageBytes = 4096;
    private const int MutexBytes = 64;

    public static void StopThisProcess() => Signal(StopSignal);

    /// <summary>
    /// A deadlock of the whole process: this thread waits forever, without the runtime's knowledge, so that a collection waits for it, and
    /// all other threads for the collection.
    /// </summary>
    public static void HangThisProcess()
    {
        new Thread(() =>
        {
            while (true)
            {
                GC.Collect();
            }
        })
        { IsBackground = true }.Start();

        // PTHREAD_MUTEX_INITIALIZER is all zeros; who has locked such a mutex waits for himself the second time.
        void* mutex = NativeMemory.AllocZeroed(MutexBytes);
        _ = pthread_mutex_lock(mutex);
        _ = pthread_mutex_lock(mutex);
    }

    public static void KillThisProcess() => Signal(KillSignal);

    /// <summary>A store to address 0, in code that is not the runtime's: SIGSEGV.</summary>
    public static void WriteToNull() => _ = memset(null, 1, 16);

    /// <summary>An instruction that no CPU has, there too: SIGILL.</summary>
    public static void RunIllegalInstruction()
    {
        // UD2.
        byte* code = (byte*)mmap(null, PageBytes, ReadWriteExecute, PrivateAnonymous, -1, 0);
        (code[0], code[1]) = (0x0f, 0x0b);
        ((delegate* unmanaged<void>)code)();
    }

    /// <summary>A store to a page of a file that ends before it: SIGBUS.</summary>
    public static void WriteBehindAFile() => _ = memset(mmap(null, PageBytes, ReadWrite, Shared, memfd_create("empty", 0), 0), 1, 16);

    /// <summary>Reads a byte, in code that is not the runtime's.</summary>
    public static void ReadByte(byte* address) => _ = memchr(address, 0, 1);

    /// <summary>Writes a byte, there too.</summary>
    public static void WriteByte(byte* address, byte value) => _ = memset(address, value, 1);

    public static void WriteToStandardOutput(ReadOnlySpan<byte> bytes)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(bytes);
    }

    /// <summary>Allocates memory and touches all of it, in large pages if available, as thousands of small ones would take long on a busy machine.</summary>
    /// <param name="bytes">How much.</param>
    public static void TakeMemory(long bytes)
    {
        const int piece = 16 * 1024 * 1024;
        const int alignment = 2 * 1024 * 1024;
        const int adviseHugePages = 14;
        for (long taken = 0; taken < bytes; taken += piece)
        {
            void* memory = NativeMemory.AlignedAlloc(piece, alignment);
            _ = madvise(memory, piece, adviseHugePages);
            new Span<byte>(memory, piece).Fill(1);
        }
    }

    private static void Signal(int signal)
    {
        if (kill(Environment.ProcessId, signal) != 0)
        {
            throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        }
    }

    [LibraryImport("libc")]
    private static partial int madvise(void* address, nuint length, int advice);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static partial int pthread_mutex_lock(void* mutex);

    [LibraryImport("libc")]
    private static partial void* memset(void* memory, int value, nuint count);

    [LibraryImport("libc")]
    private static partial void* memchr(void* memory, int value, nuint count);

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);
}
