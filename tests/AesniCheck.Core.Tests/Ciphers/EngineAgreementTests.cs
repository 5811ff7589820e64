using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>Properties between engines: keys of all sizes, lengths, alignments, in place and out of place, both directions.</summary>
public sealed class EngineAgreementTests
{
    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void EveryEngineEncryptsLikeTheReference(string name) =>
        AgreesWithTheReference(TestEngines.Require(name), cipher => cipher.Encrypt);

    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void EveryEngineDecryptsLikeTheReference(string name) =>
        AgreesWithTheReference(TestEngines.Require(name), cipher => cipher.Decrypt);

    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void DecryptionUndoesEncryption(string name)
    {
        AesEngine engine = TestEngines.Require(name);
        Prop.ForAll(CipherCase.Any, random =>
        {
            AesCipher cipher = engine.CreateCipher(random.Key());
            byte[] text = random.OutOfPlace(cipher.Encrypt);
            cipher.Decrypt(text, text);
            return text.SequenceEqual(random.Data());
        }).QuickCheckThrowOnFailure();
    }

    private static void AgreesWithTheReference(AesEngine engine, Func<AesCipher, SpanOperation> operation) =>
        Prop.ForAll(CipherCase.Any, random =>
        {
            byte[] key = random.Key();
            byte[] expected = random.OutOfPlace(operation(AesEngines.Software.CreateCipher(key)));
            AesCipher cipher = engine.CreateCipher(key);
            return random.OutOfPlace(operation(cipher)).SequenceEqual(expected)
                && random.InPlace(operation(cipher)).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();
}
