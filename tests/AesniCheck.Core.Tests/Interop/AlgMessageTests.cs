using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace AesniCheck.Interop;

/// <summary>The bytes as linux/if_alg.h, linux/socket.h and cmsg(3) lay them out on x86-64; written out by hand.</summary>
public sealed class AlgMessageTests
{
    [Fact]
    public void AddressIsStructSockaddrAlg()
    {
        byte[] address = [.. Enumerable.Repeat((byte)0xff, 88)];

        AlgMessage.WriteAddress(address, "skcipher", "cbc-aes-aesni");

        // u16 salg_family = 38; u8 salg_type[14]; u32 salg_feat; u32 salg_mask; u8 salg_name[64]
        Assert.Equal(
            "2600" + "736b6369706865720000" + "00000000" + "00000000" + "00000000" + "6362632d6165732d6165736e69" + new string('0', 2 * 51),
            Convert.ToHexStringLower(address));
    }

    [Fact]
    public void AnAeadAddressHasItsType()
    {
        byte[] address = new byte[AlgMessage.AddressSize];

        AlgMessage.WriteAddress(address, "aead", "rfc4106(gcm_base(ctr(aes-generic),ghash-generic))");

        Assert.Equal("2600616561640000", Convert.ToHexStringLower(address.AsSpan(0, 8)));
        Assert.Equal("rfc4106(gcm_base(ctr(aes-generic),ghash-generic))", Encoding.ASCII.GetString(address.AsSpan(24)).TrimEnd('\0'));
    }

    [Fact]
    public void NamesKeepTheirZeroAtTheEnd()
    {
        byte[] address = new byte[AlgMessage.AddressSize];
        AlgMessage.WriteAddress(address, new string('t', 13), new string('n', 63));

        Assert.Equal((0, 0), (address[15], address[87]));
        Assert.Throws<ArgumentException>(() => AlgMessage.WriteAddress(address, new string('t', 14), "cbc(aes)"));
        Assert.Throws<ArgumentException>(() => AlgMessage.WriteAddress(address, "aead", new string('n', 64)));
    }

    [Fact]
    public void EcbHasTheOperationAlone() =>
        Assert.Equal(
            // size_t cmsg_len = 16 + 4; int cmsg_level = SOL_ALG = 279; int cmsg_type = ALG_SET_OP = 3; u32 ALG_OP_ENCRYPT = 1; padding to 8
            "1400000000000000" + "17010000" + "03000000" + "01000000" + "00000000",
            Control(AlgMessage.Encrypt, "", null));

    [Fact]
    public void CbcHasTheOperationAndTheIv() =>
        Assert.Equal(
            "1400000000000000" + "17010000" + "03000000" + "00000000" + "00000000"

            // cmsg_len = 16 + 4 + 16; SOL_ALG; ALG_SET_IV = 2; u32 ivlen = 16; u8 iv[16]; padding to 8
            + "2400000000000000" + "17010000" + "02000000" + "10000000" + "000102030405060708090a0b0c0d0e0f" + "00000000",
            Control(AlgMessage.Decrypt, "000102030405060708090a0b0c0d0e0f", null));

    [Fact]
    public void GcmHasTheLengthOfTheAssociatedDataToo() =>
        Assert.Equal(
            "1400000000000000" + "17010000" + "03000000" + "01000000" + "00000000"

            // cmsg_len = 16 + 4 + 12: no padding
            + "2000000000000000" + "17010000" + "02000000" + "0c000000" + "cafebabefacedbaddecaf888"

            // ALG_SET_AEAD_ASSOCLEN = 4
            + "1400000000000000" + "17010000" + "04000000" + "14000000" + "00000000",
            Control(AlgMessage.Encrypt, "cafebabefacedbaddecaf888", 20));

    [Fact]
    public void Rfc4106HasAnIvOfEightBytes() =>
        Assert.Equal(
            "1400000000000000" + "17010000" + "03000000" + "00000000" + "00000000"
            + "1c00000000000000" + "17010000" + "02000000" + "08000000" + "0001020304050607" + "00000000"
            + "1400000000000000" + "17010000" + "04000000" + "10000000" + "00000000",
            Control(AlgMessage.Decrypt, "0001020304050607", 16));

    [Fact]
    public void NoAssociatedDataIsSaidAsZero() =>
        Assert.EndsWith("1400000000000000" + "17010000" + "04000000" + "00000000" + "00000000", Control(AlgMessage.Encrypt, "", 0), StringComparison.Ordinal);

    [Fact]
    public void StructuresHaveTheSizesOfC()
    {
        Assert.Equal(16, Unsafe.SizeOf<Iovec>());
        Assert.Equal(56, Unsafe.SizeOf<MessageHeader>());
    }

    [Fact]
    public unsafe void MessageHeaderIsStructMsghdr()
    {
        var header = new MessageHeader((Iovec*)0x1122334455667788, 3, (byte*)0x99aabbccddeeff00, 88);

        // void *msg_name; socklen_t msg_namelen; (4); iovec *msg_iov; size_t msg_iovlen; void *msg_control; size_t msg_controllen; int msg_flags; (4)
        Assert.Equal(
            "0000000000000000" + "0000000000000000" + "8877665544332211" + "0300000000000000" + "00ffeeddccbbaa99" + "5800000000000000" + "0000000000000000",
            Convert.ToHexStringLower(new ReadOnlySpan<byte>(&header, 56)));
    }

    [Fact]
    public unsafe void IovecIsStructIovec()
    {
        var buffer = new Iovec((byte*)0x1122334455667788, 0x1234);

        Assert.Equal("8877665544332211" + "3412000000000000", Convert.ToHexStringLower(new ReadOnlySpan<byte>(&buffer, 16)));
    }

    private static string Control(int operation, string iv, int? associatedLength)
    {
        byte[] control = [.. Enumerable.Repeat((byte)0xff, AlgMessage.MaximumControlSize)];
        int length = AlgMessage.WriteControl(control, operation, Convert.FromHexString(iv), associatedLength);
        return Convert.ToHexStringLower(control.AsSpan(0, length));
    }
}
