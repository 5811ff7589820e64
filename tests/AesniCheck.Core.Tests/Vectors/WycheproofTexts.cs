namespace AesniCheck.Vectors;

/// <summary>Small texts in the form of Wycheproof, and whole files, computed with OpenSSL.</summary>
internal static class WycheproofTexts
{
    public const string Name = "aes_gcm_test.json";

    /// <summary>One valid test and an invalid one; the values are test cases 1 and 2 of the paper that GCM was proposed in.</summary>
    public const string Gcm = """
        {
          "algorithm" : "AES-GCM",
          "testGroups" : [
            {
              "keySize" : 128, "ivSize" : 96, "tagSize" : 128, "type" : "AeadTest",
              "tests" : [
                {
                  "tcId" : 1, "comment" : "", "flags" : [],
                  "key" : "00000000000000000000000000000000", "iv" : "000000000000000000000000", "aad" : "",
                  "msg" : "00000000000000000000000000000000", "ct" : "0388dace60b6a392f328c2b971b2fe78",
                  "tag" : "ab6e47d42cec13bdf53a67b21257bddf", "result" : "valid"
                },
                {
                  "tcId" : 2, "comment" : "a wrong tag", "flags" : [],
                  "key" : "00000000000000000000000000000000", "iv" : "000000000000000000000000", "aad" : "",
                  "msg" : "", "ct" : "", "tag" : "59e2fccefa7e3061367f1d57a4e7455a", "result" : "invalid"
                }
              ]
            }
          ]
        }
        """;

    /// <summary>One test, with the number of a data unit, in eight bytes, as its tweak.</summary>
    public const string Xts = """
        { "algorithm": "AES-XTS", "testGroups": [ { "keySize": 256, "ivSize": 64, "tests": [ {
            "tcId": 1, "key": "6e9841dd6f35b53c48084f9558deabdebe8a712fd6343046a0f92bfdcfe16e07", "iv": "6e08e4314925b6cf",
            "msg": "7252a0545fcaa07fc468c636203de219", "ct": "d107e084fbaed19c5be05ac4f48b7732", "result": "valid" } ] } ] }
        """;

    public static VectorFile Read(string text, string fileName = Name) => WycheproofReader.Read(System.Text.Encoding.UTF8.GetBytes(text), fileName);

    public static VectorFile Load(string name) => VectorFile.Load(Path.Combine(AppContext.BaseDirectory, "Vectors", "Wycheproof", name));
}
