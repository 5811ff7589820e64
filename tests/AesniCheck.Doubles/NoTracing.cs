using System.Runtime.InteropServices;

namespace AesniCheck.Doubles;

/// <summary>
/// A system that forbids tracing by a filter of system calls, as container runtimes do: seccomp(2). It holds for all threads of this process,
/// and for all that it starts. x86-64 only.
/// </summary>
internal static unsafe partial class NoTracing
{
    private const int NotPermitted = 1;
    private const int NoSuchCall = 38;

    // prctl(2), and the numbers of system calls on x86-64.
    private const int SetNoNewPrivileges = 38;
    private const int Ptrace = 101;
    private const int Seccomp = 317;
    private const int SetModeFilter = 1;
    private const int FilterAllThreads = 1;

    // linux/audit.h and linux/seccomp.h.
    private const uint ArchitectureX64 = 0xc000_003e;
    private const uint Allow = 0x7fff_0000;
    private const uint RefuseWith = 0x0005_0000;

    // struct seccomp_data: the number of the call, then the architecture.
    private const int NumberOffset = 0;
    private const int ArchitectureOffset = 4;

    // Classic BPF: load a word, jump if equal, return.
    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;

    /// <summary>Begins to refuse, if the name of the double says so.</summary>
    public static void Begin(string name)
    {
        int? errno = name switch
        {
            "no-ptrace" => NotPermitted,
            "no-ptrace-enosys" => NoSuchCall,
            _ => null,
        };
        if (errno is { } number)
        {
            Refuse(number);
        }
    }

    private static void Refuse(int errno)
    {
        Span<Instruction> program =
        [
            new(Load, ArchitectureOffset),
            new(JumpIfEqual, ArchitectureX64, IfNot: 3),
            new(Load, NumberOffset),
            new(JumpIfEqual, Ptrace, IfNot: 1),
            new(Return, RefuseWith | (uint)errno),
            new(Return, Allow),
        ];
        fixed (Instruction* first = program)
        {
            var whole = new Program { Length = (ushort)program.Length, First = first };
            if (prctl(SetNoNewPrivileges, 1, 0, 0, 0) != 0 || syscall(Seccomp, SetModeFilter, FilterAllThreads, &whole) != 0)
            {
                throw new InvalidOperationException($"seccomp: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint mode, nint flags, Program* program);

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte If, byte IfNot, uint Operand)
    {
        public Instruction(ushort code, uint operand, byte IfNot = 0)
            : this(code, 0, IfNot, operand)
        {
        }
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Instruction* First;
    }
}
