namespace AesniCheck.Vectors;

/// <summary>Small <c>.rsp</c> texts for the modes beyond ECB and CBC, in the form that they are published in.</summary>
internal static class RspModesTexts
{
    /// <summary>Two vectors, on lines 10 and 17, of the published file; the second is to be refused.</summary>
    public const string GcmDecrypt = """
        # CAVS 14.0
        # GCM Decrypt with keysize 128 test information

        [Keylen = 128]
        [IVlen = 96]
        [PTlen = 0]
        [AADlen = 0]
        [Taglen = 128]

        Count = 0
        Key = cf063a34d4a9a76c2c86787d3f96db71
        IV = 113b9785971864c83b01c787
        CT = 
        AAD = 
        Tag = 72ac8493e3a5228b5d130a69d2510e42
        PT = 
        Count = 1
        Key = a49a5e26a2f8cb63d05546c2a62f5343
        IV = 907763b19b9b4ab6bd4f0281
        CT = 
        AAD = 
        Tag = a2be08210d8c470a8df6e8fbd79ec5cf
        FAIL

        """;

    /// <summary>One vector, on line 9: test case 2 of the paper that GCM was proposed in.</summary>
    public const string GcmEncrypt = """
        # GCM Encrypt with keysize 128 test information

        [Keylen = 128]
        [IVlen = 96]
        [PTlen = 128]
        [AADlen = 0]
        [Taglen = 128]

        Count = 0
        Key = 00000000000000000000000000000000
        IV = 000000000000000000000000
        PT = 00000000000000000000000000000000
        AAD = 
        CT = 0388dace60b6a392f328c2b971b2fe78
        Tag = ab6e47d42cec13bdf53a67b21257bddf

        """;

    /// <summary>Three vectors of the published files, on lines 5, 12 and 19; the second is of 130 bits.</summary>
    public const string Xts = """
        #  XTSGen information

        [ENCRYPT]

        COUNT = 1
        DataUnitLen = 128
        Key = a1b90cba3f06ac353b2c343876081762090923026e91771815f29dab01932f2f
        i = 4faef7117cda59c66e4b92013e768ad5
        PT = ebabce95b14d3c8d6fb350390790311c
        CT = 778ae8b43cb98d5a825081d5be471c63

        COUNT = 2
        DataUnitLen = 130
        Key = a1b90cba3f06ac353b2c343876081762090923026e91771815f29dab01932f2f
        i = 4faef7117cda59c66e4b92013e768ad5
        PT = ebabce95b14d3c8d6fb350390790311c00
        CT = 778ae8b43cb98d5a825081d5be471c6300

        COUNT = 1
        DataUnitLen = 128
        Key = a3e40d5bd4b6bbedb2d18c700ad2db2210c81190646d673cbca53f133eab373c
        DataUnitSeqNumber = 141
        PT = 20e0719405993f09a66ae5bb500e562c
        CT = 74623551210216ac926b9650b6d3fa52

        """;

    /// <summary>Test vector 3 of RFC 3686, on line 5: two blocks and a quarter.</summary>
    public const string Ctr = """
        # AES Counter test vectors from RFC 3686

        [ENCRYPT]

        COUNT = 2
        KEY = 7691BE035E5020A8AC6E618529F9A0DC
        IV = 00E0017B27777F3F4A1786F000000001
        PLAINTEXT = 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F20212223
        CIPHERTEXT = C1CF48A89F2FFDD9CF4652E9EFDB72D74540A42BDE6D7836D59A5CEAAEF3105325B2072F

        """;
}
