using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AesniCheck.Ciphers;

/// <summary>
/// The AES state as instructions hold it in a register, with the operation of each instruction and its inverse: FIPS 197
/// section 5 in general-purpose registers. Used for the expected values of whole chains of rounds, and for forensics.
/// </summary>
/// <param name="Column0">Column 0, row 0 in the low byte.</param>
/// <param name="Column1">Column 1.</param>
/// <param name="Column2">Column 2.</param>
/// <param name="Column3">Column 3.</param>
internal readonly record struct AesState(uint Column0, uint Column1, uint Column2, uint Column3)
{
    /// <summary>Reads the state from 16 bytes.</summary>
    public static AesState FromBytes(ReadOnlySpan<byte> block) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(block),
        BinaryPrimitives.ReadUInt32LittleEndian(block[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[12..]));

    /// <summary>ADDROUNDKEY().</summary>
    public static AesState operator ^(AesState left, AesState right) => new(
        left.Column0 ^ right.Column0, left.Column1 ^ right.Column1, left.Column2 ^ right.Column2, left.Column3 ^ right.Column3);

    /// <summary>Writes the state as 16 bytes.</summary>
    public void CopyTo(Span<byte> block)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(block, Column0);
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], Column1);
        BinaryPrimitives.WriteUInt32LittleEndian(block[8..], Column2);
        BinaryPrimitives.WriteUInt32LittleEndian(block[12..], Column3);
    }

    /// <summary>Returns the state as 16 bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[AesCipher.BlockSize];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Returns the number of bits that differ.</summary>
    public int DistanceTo(AesState other)
    {
        AesState difference = this ^ other;
        return BitOperations.PopCount(difference.Column0)
            + BitOperations.PopCount(difference.Column1)
            + BitOperations.PopCount(difference.Column2)
            + BitOperations.PopCount(difference.Column3);
    }

    /// <summary>AESENC: SUBBYTES(), SHIFTROWS(), MIXCOLUMNS(), ADDROUNDKEY().</summary>
    public AesState Encrypt(AesState roundKey)
    {
        uint[] table = AesTables.Encryption;
        return new AesState(
            Lookup(table, Column0, Column1, Column2, Column3),
            Lookup(table, Column1, Column2, Column3, Column0),
            Lookup(table, Column2, Column3, Column0, Column1),
            Lookup(table, Column3, Column0, Column1, Column2)) ^ roundKey;
    }

    /// <summary>AESDEC: INVSHIFTROWS(), INVSUBBYTES(), INVMIXCOLUMNS(), ADDROUNDKEY().</summary>
    public AesState Decrypt(AesState roundKey)
    {
        uint[] table = AesTables.Decryption;
        return new AesState(
            Lookup(table, Column0, Column3, Column2, Column1),
            Lookup(table, Column1, Column0, Column3, Column2),
            Lookup(table, Column2, Column1, Column0, Column3),
            Lookup(table, Column3, Column2, Column1, Column0)) ^ roundKey;
    }

    /// <summary>AESENCLAST: AESENC without MIXCOLUMNS().</summary>
    public AesState EncryptLast(AesState roundKey)
    {
        byte[] sbox = AesTables.Sbox;
        return new AesState(
            Substitute(sbox, Column0, Column1, Column2, Column3),
            Substitute(sbox, Column1, Column2, Column3, Column0),
            Substitute(sbox, Column2, Column3, Column0, Column1),
            Substitute(sbox, Column3, Column0, Column1, Column2)) ^ roundKey;
    }

    /// <summary>AESDECLAST: AESDEC without INVMIXCOLUMNS().</summary>
    public AesState DecryptLast(AesState roundKey)
    {
        byte[] sbox = AesTables.InverseSbox;
        return new AesState(
            Substitute(sbox, Column0, Column3, Column2, Column1),
            Substitute(sbox, Column1, Column0, Column3, Column2),
            Substitute(sbox, Column2, Column1, Column0, Column3),
            Substitute(sbox, Column3, Column2, Column1, Column0)) ^ roundKey;
    }

    /// <summary>MIXCOLUMNS(), which has no instruction.</summary>
    public AesState MixColumns() => new(
        AesTables.MixColumn(Column0), AesTables.MixColumn(Column1), AesTables.MixColumn(Column2), AesTables.MixColumn(Column3));

    /// <summary>AESIMC: INVMIXCOLUMNS().</summary>
    public AesState InverseMixColumns() => new(
        AesTables.InverseMixColumn(Column0),
        AesTables.InverseMixColumn(Column1),
        AesTables.InverseMixColumn(Column2),
        AesTables.InverseMixColumn(Column3));

    /// <summary>Inverts <see cref="Encrypt"/> with the same key.</summary>
    public AesState UndoEncrypt(AesState roundKey) => (this ^ roundKey).InverseMixColumns().DecryptLast(default);

    /// <summary>Inverts <see cref="Decrypt"/> with the same key.</summary>
    public AesState UndoDecrypt(AesState roundKey) => (this ^ roundKey).MixColumns().EncryptLast(default);

    /// <summary>Inverts <see cref="EncryptLast"/> with the same key.</summary>
    public AesState UndoEncryptLast(AesState roundKey) => (this ^ roundKey).DecryptLast(default);

    /// <summary>Inverts <see cref="DecryptLast"/> with the same key.</summary>
    public AesState UndoDecryptLast(AesState roundKey) => (this ^ roundKey).EncryptLast(default);

    // A byte as index into a table of 256 needs no bounds check, but an index into four tables in a row does; compare SoftwareCipher.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Lookup(uint[] table, uint row0, uint row1, uint row2, uint row3) =>
        table[(byte)row0] ^ table[0x100 + (byte)(row1 >> 8)] ^ table[0x200 + (byte)(row2 >> 16)] ^ table[0x300 + (row3 >> 24)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Substitute(byte[] sbox, uint row0, uint row1, uint row2, uint row3) =>
        sbox[(byte)row0] | (uint)sbox[(byte)(row1 >> 8)] << 8 | (uint)sbox[(byte)(row2 >> 16)] << 16 | (uint)sbox[row3 >> 24] << 24;
}
