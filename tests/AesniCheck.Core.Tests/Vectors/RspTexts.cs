namespace AesniCheck.Vectors;

/// <summary>Small <c>.rsp</c> texts, and pieces to make wrong ones from.</summary>
internal static class RspTexts
{
    public const string Name = "sample.rsp";
    public const string Block = "00000000000000000000000000000000";

    /// <summary>Two vectors, on lines 5 and 12.</summary>
    public const string Ecb = """
        # AESVS VarKey test data for ECB

        [ENCRYPT]

        COUNT = 0
        KEY = 80000000000000000000000000000000
        PLAINTEXT = 00000000000000000000000000000000
        CIPHERTEXT = 0edd33d3c621e546455bd8ba1418bec8

        [DECRYPT]

        COUNT = 0
        KEY = c0000000000000000000000000000000
        CIPHERTEXT = 4bc3f883450c113c64ca42e1112a9e87
        PLAINTEXT = 00000000000000000000000000000000

        """;

    /// <summary>One vector of two blocks, on line 5.</summary>
    public const string Cbc = """
        # AESVS MMT test data for CBC

        [ENCRYPT]

        COUNT = 1
        KEY = dce26c6b4cfb286510da4eecd2cffe6cdf430f33db9b5f77b460679bd49d13ae
        IV = fdeaa134c8d7379d457175fd1a57d3fc
        PLAINTEXT = 50e9eee1ac528009e8cbcd356975881f957254b13f91d7c6662d10312052eb00
        CIPHERTEXT = 2fa0df722a9fd3b64cb18fb2b3db55ff2267422757289413f8f657507412a64c

        """;

    public static VectorFile Read(string text) => RspReader.Read(text, Name);
}
