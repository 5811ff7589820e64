using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AesniCheck.Ciphers;

/// <summary>
/// AES on 32-bit columns. A round is four table lookups and four XORs per column: the tables combine SUBBYTES() and
/// MIXCOLUMNS(), and taking row r from column c + r is SHIFTROWS(). Decryption is the equivalent inverse cipher of FIPS 197
/// section 5.3.5. Not constant-time: the keys are random and are discarded.
/// </summary>
internal sealed class SoftwareCipher(SoftwareKeySchedule schedule) : AesCipher
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    protected override void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) =>
        Transform(input, output, schedule.EncryptionWords, AesTables.Encryption, AesTables.Sbox, next: 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    protected override void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output) =>
        Transform(input, output, schedule.DecryptionWords, AesTables.Decryption, AesTables.InverseSbox, next: 3);

    /// <summary>
    /// Inlined into both directions with <paramref name="next"/> constant: 1, since SHIFTROWS() takes row 1 from the next
    /// column, or 3, since INVSHIFTROWS() takes it from the previous one. Processing the columns in the order 0, next, 2, 4 - next
    /// lets the same rounds serve both.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(
        ReadOnlySpan<byte> input, Span<byte> output, ReadOnlySpan<uint> roundKeys, uint[] table, byte[] sbox, int next)
    {
        ref uint t = ref MemoryMarshal.GetArrayDataReference(table);
        ref byte s = ref MemoryMarshal.GetArrayDataReference(sbox);
        int last = roundKeys.Length - 4;
        int opposite = 4 - next;

        while (!input.IsEmpty)
        {
            ref uint key = ref MemoryMarshal.GetReference(roundKeys);
            ref uint lastKey = ref Unsafe.Add(ref key, last);

            uint a = BinaryPrimitives.ReadUInt32LittleEndian(input) ^ key;
            uint b = BinaryPrimitives.ReadUInt32LittleEndian(input[(4 * next)..]) ^ Unsafe.Add(ref key, next);
            uint c = BinaryPrimitives.ReadUInt32LittleEndian(input[8..]) ^ Unsafe.Add(ref key, 2);
            uint d = BinaryPrimitives.ReadUInt32LittleEndian(input[(4 * opposite)..]) ^ Unsafe.Add(ref key, opposite);

            key = ref Unsafe.Add(ref key, 4);
            while (Unsafe.IsAddressLessThan(ref key, ref lastKey))
            {
                uint a1 = Column(ref t, a, b, c, d) ^ key;
                uint b1 = Column(ref t, b, c, d, a) ^ Unsafe.Add(ref key, next);
                uint c1 = Column(ref t, c, d, a, b) ^ Unsafe.Add(ref key, 2);
                uint d1 = Column(ref t, d, a, b, c) ^ Unsafe.Add(ref key, opposite);
                (a, b, c, d) = (a1, b1, c1, d1);
                key = ref Unsafe.Add(ref key, 4);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(output, LastColumn(ref s, a, b, c, d) ^ key);
            BinaryPrimitives.WriteUInt32LittleEndian(output[(4 * next)..], LastColumn(ref s, b, c, d, a) ^ Unsafe.Add(ref key, next));
            BinaryPrimitives.WriteUInt32LittleEndian(output[8..], LastColumn(ref s, c, d, a, b) ^ Unsafe.Add(ref key, 2));
            BinaryPrimitives.WriteUInt32LittleEndian(output[(4 * opposite)..], LastColumn(ref s, d, a, b, c) ^ Unsafe.Add(ref key, opposite));

            input = input[BlockSize..];
            output = output[BlockSize..];
        }
    }

    /// <summary>One column of a round, from the four columns that supply its rows 0 to 3. A byte as index needs no bounds check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Column(ref uint table, uint row0, uint row1, uint row2, uint row3) =>
        Unsafe.Add(ref table, (nint)(byte)row0)
        ^ Unsafe.Add(ref table, 0x100 + (nint)(byte)(row1 >> 8))
        ^ Unsafe.Add(ref table, 0x200 + (nint)(byte)(row2 >> 16))
        ^ Unsafe.Add(ref table, 0x300 + (nint)(row3 >> 24));

    /// <summary>One column of the last round, which has no MIXCOLUMNS().</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint LastColumn(ref byte sbox, uint row0, uint row1, uint row2, uint row3) =>
        Unsafe.Add(ref sbox, (nint)(byte)row0)
        | (uint)Unsafe.Add(ref sbox, (nint)(byte)(row1 >> 8)) << 8
        | (uint)Unsafe.Add(ref sbox, (nint)(byte)(row2 >> 16)) << 16
        | (uint)Unsafe.Add(ref sbox, (nint)(row3 >> 24)) << 24;
}
