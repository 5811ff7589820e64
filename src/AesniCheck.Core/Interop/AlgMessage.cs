using System.Buffers.Binary;
using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Interop;

/// <summary>The wire format of AF_ALG: linux/if_alg.h, and the layout of cmsg(3) on a 64-bit little-endian machine. Pure: makes no system calls.</summary>
internal static class AlgMessage
{
    /// <summary>AF_ALG of linux/socket.h.</summary>
    public const int AddressFamily = 38;

    /// <summary>SOL_ALG of linux/socket.h.</summary>
    public const int Level = 279;

    /// <summary>ALG_SET_KEY: a socket option, whose value is the key.</summary>
    public const int SetKey = 1;

    /// <summary>ALG_SET_IV: a control message with a struct af_alg_iv.</summary>
    public const int SetIv = 2;

    /// <summary>ALG_SET_OP: a control message with a u32, <see cref="Decrypt"/> or <see cref="Encrypt"/>.</summary>
    public const int SetOperation = 3;

    /// <summary>ALG_SET_AEAD_ASSOCLEN: a control message with a u32, the length of the associated data at the start of the input.</summary>
    public const int SetAssociatedLength = 4;

    /// <summary>ALG_SET_AEAD_AUTHSIZE: a socket option without a value; optlen is the tag's length.</summary>
    public const int SetTagLength = 5;

    /// <summary>ALG_OP_DECRYPT.</summary>
    public const int Decrypt = 0;

    /// <summary>ALG_OP_ENCRYPT.</summary>
    public const int Encrypt = 1;

    /// <summary>sizeof(struct sockaddr_alg). Kernels before 4.12 accept only this length.</summary>
    public const int AddressSize = 88;

    /// <summary>Enough for the three control messages with an IV of one block: 24 + 40 + 24.</summary>
    public const int MaximumControlSize = 88;

    // struct sockaddr_alg { u16 family; u8 type[14]; u32 feat; u32 mask; u8 name[64]; }
    private const int TypeOffset = 2;
    private const int TypeSize = 14;
    private const int NameOffset = 24;
    private const int NameSize = 64;

    // struct cmsghdr { size_t len; int level; int type; }, then the data; the next one begins at a multiple of sizeof(size_t).
    private const int HeaderSize = 16;

    /// <summary>Writes the struct sockaddr_alg that names a cipher; feat and mask are 0, since any driver of that name is acceptable.</summary>
    /// <param name="address"><see cref="AddressSize"/> bytes.</param>
    /// <param name="type"><c>skcipher</c> or <c>aead</c>.</param>
    /// <param name="name">The name of an algorithm, which leaves the choice to the kernel, or of a driver.</param>
    /// <exception cref="ArgumentException">A name with its terminating zero is too long for its field.</exception>
    public static void WriteAddress(Span<byte> address, string type, string name)
    {
        address.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(address, AddressFamily);
        WriteName(address.Slice(TypeOffset, TypeSize), type);
        WriteName(address.Slice(NameOffset, NameSize), name);
    }

    /// <summary>Writes the control messages that begin a request.</summary>
    /// <param name="control">At least <see cref="MaximumControlSize"/> bytes.</param>
    /// <param name="operation"><see cref="Decrypt"/> or <see cref="Encrypt"/>.</param>
    /// <param name="iv">The IV, exactly as long as the driver's, at most 16 bytes; empty for a driver without an IV.</param>
    /// <param name="associatedLength">The length of the associated data; null for a cipher without a tag.</param>
    /// <returns>The number of bytes written.</returns>
    public static int WriteControl(Span<byte> control, int operation, ReadOnlySpan<byte> iv, int? associatedLength)
    {
        control.Clear();
        int length = WriteNumber(control, SetOperation, operation);
        if (!iv.IsEmpty)
        {
            // struct af_alg_iv { u32 ivlen; u8 iv[]; }
            Span<byte> data = Begin(control[length..], SetIv, sizeof(uint) + iv.Length);
            BinaryPrimitives.WriteInt32LittleEndian(data, iv.Length);
            ScalarBytes.Copy(iv, data[sizeof(uint)..]);
            length += Space(sizeof(uint) + iv.Length);
        }

        if (associatedLength is int known)
        {
            length += WriteNumber(control[length..], SetAssociatedLength, known);
        }

        return length;
    }

    private static int WriteNumber(Span<byte> control, int type, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Begin(control, type, sizeof(uint)), value);
        return Space(sizeof(uint));
    }

    private static Span<byte> Begin(Span<byte> control, int type, int dataLength)
    {
        // CMSG_LEN: the padding after the data is not part of the length.
        BinaryPrimitives.WriteInt64LittleEndian(control, HeaderSize + dataLength);
        BinaryPrimitives.WriteInt32LittleEndian(control[8..], Level);
        BinaryPrimitives.WriteInt32LittleEndian(control[12..], type);
        return control.Slice(HeaderSize, dataLength);
    }

    // CMSG_SPACE.
    private static int Space(int dataLength) => HeaderSize + ((dataLength + 7) & ~7);

    /// <summary>Whether the name of a driver is short enough for an address.</summary>
    public static bool FitsName(string name) => Encoding.UTF8.GetByteCount(name) < NameSize;

    private static void WriteName(Span<byte> field, string name)
    {
        if (Encoding.UTF8.GetByteCount(name) >= field.Length)
        {
            throw new ArgumentException($"'{name}' is too long for AF_ALG: at most {field.Length - 1} bytes.", nameof(name));
        }

        Encoding.UTF8.GetBytes(name, field);
    }
}
