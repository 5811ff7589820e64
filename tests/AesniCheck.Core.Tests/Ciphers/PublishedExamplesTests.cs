using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>The examples that the standards print, on every mode engine and on the plain formulas that it is compared with.</summary>
public sealed class PublishedExamplesTests
{
    private const string Key128 = "2b7e151628aed2a6abf7158809cf4f3c";
    private const string Key192 = "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b";
    private const string Key256 = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
    private const string Iv = "000102030405060708090a0b0c0d0e0f";
    private const string Counter = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";
    private const string Text =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
    private const string StealingKey = "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0bfbebdbcbbbab9b8b7b6b5b4b3b2b1b0";
    private const string StealingTweak = "9a785634120000000000000000000000";

    // NIST SP 800-38A, appendix F: F.1, F.2, F.3.7 to F.3.12, F.3.13 to F.3.18, F.4, F.5. CFB8 is of 18 bytes.
    [Theory]
    [InlineData(CipherMode.Ecb, Key128, "", 64, "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf43b1cd7f598ece23881b00e3ed0306887b0c785e27e8ad3f8223207104725dd4")]
    [InlineData(CipherMode.Ecb, Key192, "", 64, "bd334f1d6e45f25ff712a214571fa5cc974104846d0ad3ad7734ecb3ecee4eefef7afd2270e2e60adce0ba2face6444e9a4b41ba738d6c72fb16691603c18e0e")]
    [InlineData(CipherMode.Ecb, Key256, "", 64, "f3eed1bdb5d2a03c064b5a7e3db181f8591ccb10d410ed26dc5ba74a31362870b6ed21b99ca6f4f9f153e7b1beafed1d23304b7a39f9f3ff067d8d8f9e24ecc7")]
    [InlineData(CipherMode.Cbc, Key128, Iv, 64, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b273bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7")]
    [InlineData(CipherMode.Cbc, Key192, Iv, 64, "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd")]
    [InlineData(CipherMode.Cbc, Key256, Iv, 64, "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b")]
    [InlineData(CipherMode.Cfb8, Key128, Iv, 18, "3b79424c9c0dd436bace9e0ed4586a4f32b9")]
    [InlineData(CipherMode.Cfb8, Key192, Iv, 18, "cda2521ef0a905ca44cd057cbf0d47a0678a")]
    [InlineData(CipherMode.Cfb8, Key256, Iv, 18, "dc1f1a8520a64db55fcc8ac554844e889700")]
    [InlineData(CipherMode.Cfb, Key128, Iv, 64, "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b26751f67a3cbb140b1808cf187a4f4dfc04b05357c5d1c0eeac4c66f9ff7f2e6")]
    [InlineData(CipherMode.Cfb, Key192, Iv, 64, "cdc80d6fddf18cab34c25909c99a417467ce7f7f81173621961a2b70171d3d7a2e1e8a1dd59b88b1c8e60fed1efac4c9c05f9f9ca9834fa042ae8fba584b09ff")]
    [InlineData(CipherMode.Cfb, Key256, Iv, 64, "dc7e84bfda79164b7ecd8486985d386039ffed143b28b1c832113c6331e5407bdf10132415e54b92a13ed0a8267ae2f975a385741ab9cef82031623d55b1e471")]
    [InlineData(CipherMode.Ofb, Key128, Iv, 64, "3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed8259740051e9c5fecf64344f7a82260edcc304c6528f659c77866a510d9c1d6ae5e")]
    [InlineData(CipherMode.Ofb, Key192, Iv, 64, "cdc80d6fddf18cab34c25909c99a4174fcc28b8d4c63837c09e81700c11004018d9a9aeac0f6596f559c6d4daf59a5f26d9f200857ca6c3e9cac524bd9acc92a")]
    [InlineData(CipherMode.Ofb, Key256, Iv, 64, "dc7e84bfda79164b7ecd8486985d38604febdc6740d20b3ac88f6ad82a4fb08d71ab47a086e86eedf39d1c5bba97c4080126141d67f37be8538f5a8be740e484")]
    [InlineData(CipherMode.Ctr, Key128, Counter, 64, "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee")]
    [InlineData(CipherMode.Ctr, Key192, Counter, 64, "1abc932417521ca24f2b0459fe7e6e0b090339ec0aa6faefd5ccc2c6f4ce8e941e36b26bd1ebc670d1bd1d665620abf74f78a7f6d29809585a97daec58c6b050")]
    [InlineData(CipherMode.Ctr, Key256, Counter, 64, "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6")]
    internal void Sp800_38A(CipherMode mode, string key, string iv, int length, string ciphertext) =>
        AssertOnEveryEngine(mode, key, iv, "", Text[..(2 * length)], ciphertext);

    // McGrew and Viega, The Galois/Counter Mode of Operation, appendix B: test cases 1 to 6, 10 and 18. The tag follows the ciphertext.
    [Theory]
    [InlineData("00000000000000000000000000000000", "000000000000000000000000", "", "", "58e2fccefa7e3061367f1d57a4e7455a")]
    [InlineData(
        "00000000000000000000000000000000",
        "000000000000000000000000",
        "",
        "00000000000000000000000000000000",
        "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985"
            + "4d5c2af327cd64a62cf35abd2ba6fab4")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
            + "5bc94fbc3221a5db94fae95ae7121a47")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbad",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c742373806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f4598"
            + "3612d2e79e3b0785561be14aaca2fccb")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308",
        "9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728c3c0c95156809539fcf0e2429a6b525416aedbf5a0de6a57a637b39b",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "8ce24998625615b603a033aca13fb894be9112a5c3a211a8ba262a3cca7e2ca701e4a9a4fba43c90ccdcb281d48c7c6fd62875d2aca417034c34aee5"
            + "619cc5aefffe0bfa462af43c1699d050")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308feffe9928665731c",
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710"
            + "2519498e80f1478f37ba55bd6d27618c")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728c3c0c95156809539fcf0e2429a6b525416aedbf5a0de6a57a637b39b",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "5a8def2f0c9e53f1f75d7853659e2a20eeb2b22aafde6419a058ab4f6f746bf40fc0c3b780f244452da3ebf1c5d82cdea2418997200ef82e44ae7e3f"
            + "a44a8266ee1c8eb0c8b5d4cf5ae9f19a")]
    public void TheGalois_CounterMode(string key, string iv, string associatedData, string plaintext, string ciphertextAndTag) =>
        AssertOnEveryEngine(CipherMode.Gcm, key, iv, associatedData, plaintext, ciphertextAndTag);

    // NIST SP 800-38C, appendix C, examples 1 to 3; example 4 is below.
    [Theory]
    [InlineData("10111213141516", "0001020304050607", "20212223", "7162015b4dac255d")]
    [InlineData(
        "1011121314151617", "000102030405060708090a0b0c0d0e0f", "202122232425262728292a2b2c2d2e2f", "d2a1f0e051ea5f62081a7792073d593d1fc64fbfaccd")]
    [InlineData(
        "101112131415161718191a1b",
        "000102030405060708090a0b0c0d0e0f10111213",
        "202122232425262728292a2b2c2d2e2f3031323334353637",
        "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951")]
    public void Sp800_38C(string nonce, string associatedData, string plaintext, string ciphertextAndTag) =>
        AssertOnEveryEngine(CipherMode.Ccm, "404142434445464748494a4b4c4d4e4f", nonce, associatedData, plaintext, ciphertextAndTag);

    [Fact]
    public void Sp800_38C_Example4() =>
        AssertOnEveryEngine(
            CipherMode.Ccm,
            "404142434445464748494a4b4c4d4e4f",
            "101112131415161718191a1b1c",
            Convert.ToHexString([.. Enumerable.Range(0, 65536).Select(i => (byte)i)]),
            "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
            "69915dad1e84c6376a68c2967e4dab615ae0fd1faec44cc484828529463ccf72b4ac6bec93e8598e7f0dadbcea5b");

    // IEEE 1619, annex B: vectors 1 to 3, and 15 to 18, which steal ciphertext.
    [Theory]
    [InlineData(
        "0000000000000000000000000000000000000000000000000000000000000000",
        "00000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "917cf69ebd68b2ec9b9fe9a3eadda692cd43d2f59598ed858c02c2652fbf922e")]
    [InlineData(
        "1111111111111111111111111111111122222222222222222222222222222222",
        "33333333330000000000000000000000",
        "4444444444444444444444444444444444444444444444444444444444444444",
        "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0")]
    [InlineData(
        "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f022222222222222222222222222222222",
        "33333333330000000000000000000000",
        "4444444444444444444444444444444444444444444444444444444444444444",
        "af85336b597afc1a900b2eb21ec949d292df4c047e0b21532186a5971a227a89")]
    [InlineData(StealingKey, StealingTweak, "000102030405060708090a0b0c0d0e0f10", "6c1625db4671522d3d7599601de7ca09ed")]
    [InlineData(StealingKey, StealingTweak, "000102030405060708090a0b0c0d0e0f1011", "d069444b7a7e0cab09e24447d24deb1fedbf")]
    [InlineData(StealingKey, StealingTweak, "000102030405060708090a0b0c0d0e0f101112", "e5df1351c0544ba1350b3363cd8ef4beedbf9d")]
    [InlineData(StealingKey, StealingTweak, "000102030405060708090a0b0c0d0e0f10111213", "9d84c813f719aa2c7be3f66171c7c5c2edbf9dac")]
    public void Ieee1619(string key, string tweak, string plaintext, string ciphertext) =>
        AssertOnEveryEngine(CipherMode.Xts, key, tweak, "", plaintext, ciphertext);

    private static void AssertOnEveryEngine(CipherMode mode, string key, string iv, string associatedData, string plaintext, string ciphertextAndTag)
    {
        byte[] keyBytes = Convert.FromHexString(key);
        byte[] ivBytes = Convert.FromHexString(iv);
        byte[] associatedBytes = Convert.FromHexString(associatedData);
        byte[] message = Convert.FromHexString(plaintext);
        byte[] expected = Convert.FromHexString(ciphertextAndTag);
        byte[] ciphertext = expected[..message.Length];
        byte[] tag = expected[message.Length..];
        Assert.Equal(expected, PlainModes.Encrypt(mode, keyBytes, ivBytes, associatedBytes, message, tag.Length));

        ModeEngine[] engines =
            [.. TestModeEngines.Supporting(mode).Where(engine => engine.SupportsLengths(mode, ivBytes.Length, tag.Length, message.Length))];
        Assert.Contains(ModeEngines.Software, engines);
        Assert.Contains(ModeEngines.BouncyCastle, engines);
        foreach (ModeEngine engine in engines)
        {
            using MessageCipher cipher = engine.CreateCipher(mode, keyBytes);
            byte[] output = new byte[message.Length];
            byte[] madeTag = new byte[tag.Length];
            cipher.Encrypt(ivBytes, associatedBytes, message, output, madeTag);
            Assert.Equal(ciphertext, output);
            Assert.Equal(tag, madeTag);
            Assert.True(cipher.Decrypt(ivBytes, associatedBytes, ciphertext, tag, output));
            Assert.Equal(message, output);
        }
    }
}
