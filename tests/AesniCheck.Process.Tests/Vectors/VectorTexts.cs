namespace AesniCheck.Processes;

/// <summary>Vector files of messages, to be written to disk.</summary>
internal static class VectorTexts
{
    /// <summary>One vector: test case 2 of the paper that GCM was proposed in.</summary>
    public const string Gcm = """
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
        CT = 0388dace60b6a392f328c2b971b2fe78
        Tag = ab6e47d42cec13bdf53a67b21257bddf
        AAD = 

        """;

    /// <summary>Two vectors, of which one has 130 bits.</summary>
    public const string Xts = """
        # XTSGen information

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

        """;

    /// <summary>A byte with its padding, and the same with another.</summary>
    public const string PaddedCbc = """
        {
          "algorithm" : "AES-CBC-PKCS5",
          "testGroups" : [ { "keySize" : 128, "ivSize" : 128, "tests" : [
            { "tcId" : 7, "key" : "e1e726677f4893890f8c027f9d8ef80d", "iv" : "155fd397579b0b5d991d42607f2cc9ad",
              "msg" : "3f", "ct" : "599d77aca16910b42d8b4ac9560efe1b", "result" : "valid" },
            { "tcId" : 8, "key" : "e1e726677f4893890f8c027f9d8ef80d", "iv" : "155fd397579b0b5d991d42607f2cc9ad",
              "msg" : "3f", "ct" : "a69b326a6691f844df0844204af594d8", "result" : "invalid" }
          ] } ]
        }
        """;
}
