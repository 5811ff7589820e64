using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Interop;

/// <summary>Reads the properties of a file: statx(2). Linux only.</summary>
internal static partial class FileStatus
{
    private const int CurrentFolder = -100;
    private const int AT_EMPTY_PATH = 0x1000;
    private const uint TypeOnly = 1;
    private const int StructSize = 256;
    private const uint UserOnly = 8;
    private const uint InodeOnly = 0x100;
    private const uint AllFacts = 0x10f; // type, mode, number of names, user, inode
    private const int AttributesOffset = 8;
    private const int NamesOffset = 16;
    private const int UserOffset = 20;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;
    private const int TypeMask = 0xf000;
    private const int Regular = 0x8000;

    /// <summary>Whether the path exists and is not a regular file: a device, a pipe, a socket, a folder.</summary>
    /// <param name="path">The path; links are followed.</param>
    public static unsafe bool IsSpecial(string path)
    {
        byte* status = stackalloc byte[StructSize];
        return statx(CurrentFolder, path, 0, TypeOnly, status) == 0 && (*(ushort*)(status + ModeOffset) & TypeMask) != Regular;
    }

    /// <summary>Returns the owner of a file; null if it does not exist or may not be examined.</summary>
    /// <param name="path">The path; links are followed.</param>
    public static unsafe uint? OwnerOf(string path)
    {
        byte* status = stackalloc byte[StructSize];
        return statx(CurrentFolder, path, 0, UserOnly, status) == 0 ? *(uint*)(status + UserOffset) : null;
    }

    /// <summary>Returns the device and the inode, which together identify a file; null if it does not exist or may not be examined.</summary>
    /// <param name="path">The path; links are followed.</param>
    public static unsafe (ulong Device, ulong Inode)? IdentityOf(string path)
    {
        byte* status = stackalloc byte[StructSize];
        return statx(CurrentFolder, path, 0, InodeOnly, status) == 0 ? (*(ulong*)(status + DeviceOffset), *(ulong*)(status + InodeOffset)) : null;
    }

    /// <summary>Returns the properties of an open file, even one opened with O_PATH.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="IOException">The system call failed.</exception>
    public static unsafe FileProperties PropertiesOf(SafeFileHandle file)
    {
        byte* status = stackalloc byte[StructSize];
        if (statx(file, "", AT_EMPTY_PATH, AllFacts, status) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }

        return new FileProperties(*(uint*)(status + UserOffset), *(ushort*)(status + ModeOffset), *(ulong*)(status + AttributesOffset))
        {
            Names = *(uint*)(status + NamesOffset),
            Identity = (*(ulong*)(status + DeviceOffset), *(ulong*)(status + InodeOffset)),
        };
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(SafeFileHandle file, string path, int flags, uint mask, byte* status);
}
