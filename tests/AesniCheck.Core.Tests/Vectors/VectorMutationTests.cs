using System.Text;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Thousands of damaged files: each is read or refused, and none is reported as a fault of a correct machine.</summary>
public sealed class VectorMutationTests
{
    private const int MutationsOfAFile = 250;

    private static readonly string[] Words =
    [
        "ECB", "CBC", "CFB128", "CFB8", "OFB", "CTR", "GCM", "GMAC", "XTS", "CCM", "MCT", "MMT", "[ENCRYPT]", "[DECRYPT]", "COUNT = 0", "KEY = ", "IV = ", "PT = ", "CT = ", "PLAINTEXT = ", "CIPHERTEXT = ",
        "Tag = ", "AAD = ", "FAIL", "Result = Pass", "Result = Fail", "Payload = 00", "Adata = ", "Alen = 0", "Plen = 0", "Tlen = 4", "[Nlen = 7]", "[Taglen = 32]", "DataUnitLen = 128", "i = ", "00", "ff",
        "\"valid\"", "\"invalid\"", "\"acceptable\"", "AES-GCM", "AES-CCM", "AES-GMAC", "AES-CBC-PKCS5", "AES-XTS", "\n", "\n\n", " ", "#", "=", "\"", "{", "]", "\0", "\u202e",
    ];

    public static TheoryData<string, string> Files { get; } = new()
    {
        { "ecb.rsp", RspTexts.Ecb },
        { "cbc.rsp", RspTexts.Cbc },
        { "gcm.rsp", RspModesTexts.GcmDecrypt },
        { "gcmEncrypt.rsp", RspModesTexts.GcmEncrypt },
        { "xts.rsp", RspModesTexts.Xts },
        { "ctr.rsp", RspModesTexts.Ctr },
        { "DVPT128.rsp", CavpTexts.Dvpt },
        { "ccm.txt", CavpTexts.DvptReasons },
        { "VADT128.rsp", CavpTexts.Vadt },
        { "VNT128.rsp", CavpTexts.Vnt },
        { "VTT192.rsp", CavpTexts.Vtt },
        { "CFB8MMT256.rsp", CavpTexts.Cfb8 },
        { "CFB128MMT128.rsp", CavpTexts.Cfb128 },
        { "OFBMMT192.rsp", CavpTexts.Ofb },
        { "CFB8MCT192.rsp", CavpTexts.Cfb8MonteCarlo },
        { "OFBMCT192.rsp", CavpTexts.OfbMonteCarlo },
        { "a.json", WycheproofTexts.Gcm },
        { "b.json", WycheproofTexts.Xts },
    };

    private static readonly ModeEngine[] Engines =
    [
        ModeEngines.Software,
        .. ((ModeEngine[])[ModeEngines.Aesni, .. AesniModes.All, ModeEngines.Platform]).Where(engine => engine.Supports(CipherMode.Ecb)),
        ModeEngines.BouncyCastle,
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void ADamagedFileIsNeverAFaultOfTheMachine(string name, string text) => AssertNoFault(name, text, MutationsOfAFile);

    [Theory]
    [InlineData("aes_ccm_test.json")]
    [InlineData("aes_gmac_test.json")]
    [InlineData("aes_gcm_test.json")]
    [InlineData("aes_cbc_pkcs5_test.json")]
    [InlineData("aes_xts_test.json")]
    public void ADamagedJsonFileIsNeverAFaultOfTheMachine(string name) =>
        AssertNoFault(name, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "Wycheproof", name)), MutationsOfAFile / 5);

    private static void AssertNoFault(string name, string text, int mutations)
    {
        int read = 0;
        int disputed = 0;
        for (int i = 0; i < mutations; i++)
        {
            ulong seed = (ulong)i;
            var random = new SplitMix64(seed);
            string mutated = Mutate(text, ref random);
            try
            {
                FileTrial trial = FileTrial.Run(VectorReader.Read(Encoding.UTF8.GetBytes(mutated), name), Engines, (ModeEngines.Software, ModeEngines.BouncyCastle));
                Assert.False(trial.IsFault, $"{name}, mutation {seed}: {string.Join("; ", trial.Results.Select(result => $"{result.Engine} {result.FailureCount} wrong, {result.SplitCount} split"))}\n{mutated}");
                read++;
                disputed += trial.Disputed is null ? 0 : 1;
            }
            catch (VectorFileException exception)
            {
                Assert.DoesNotContain('\n', exception.Message);
            }
        }

        // The mutations reach the engines, and their answers are wrong then.
        Assert.InRange(read, 1, mutations);
        Assert.InRange(disputed, 1, read);
    }

    private static string Mutate(string text, ref SplitMix64 random)
    {
        var mutated = new StringBuilder(text);
        for (int n = 1 + Next(ref random, 3); n > 0; n--)
        {
            int at = Next(ref random, mutated.Length);
            switch (Next(ref random, 7))
            {
                case 0 or 1 or 2:
                    // Mostly digits, so that many stay well-formed.
                    at = IndexOfDigit(mutated, at);
                    mutated[at] = "0123456789abcdef"[Next(ref random, 16)];
                    break;
                case 3:
                    mutated.Remove(at, Math.Min(Next(ref random, 40), mutated.Length - at));
                    break;
                case 4:
                    mutated.Insert(at, Words[Next(ref random, Words.Length)]);
                    break;
                case 5:
                    string word = Words[Next(ref random, Words.Length)];
                    mutated.Replace(word, Words[Next(ref random, Words.Length)]);
                    break;
                default:
                    string line = Line(mutated.ToString(), at);
                    mutated.Insert(Math.Max(0, mutated.ToString().LastIndexOf('\n', Next(ref random, mutated.Length)) + 1), line + "\n");
                    break;
            }

            if (mutated.Length == 0)
            {
                return text;
            }
        }

        return mutated.ToString();
    }

    private static int IndexOfDigit(StringBuilder text, int start)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int at = (start + i) % text.Length;
            if (char.IsAsciiHexDigitLower(text[at]))
            {
                return at;
            }
        }

        return start;
    }

    private static string Line(string text, int at)
    {
        int start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        int end = text.IndexOf('\n', start);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static int Next(ref SplitMix64 random, int limit) => (int)(random.Next() % (ulong)Math.Max(1, limit));
}
