using System.Globalization;
using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Probes.Message;

/// <summary>The part of a message that was wrong.</summary>
[JsonConverter(typeof(KebabCaseConverter<MessageFault>))]
public enum MessageFault
{
    /// <summary>The output differs from the expected output.</summary>
    Output,

    /// <summary>The output is correct, the tag is not.</summary>
    Tag,

    /// <summary>The correct tag was refused.</summary>
    RightTagRefused,

    /// <summary>A tag with a changed bit was accepted.</summary>
    WrongTagAccepted,

    /// <summary>The output is correct, but memory after it was written to.</summary>
    Overrun,

    /// <summary>The output is correct, but memory before it was written to.</summary>
    Underrun,

    /// <summary>The engine refused a message that it has to take.</summary>
    Refused,
}

/// <summary>A whole message with a wrong result in a mode of operation.</summary>
public sealed record MessageMiscompare : Miscompare
{
    /// <summary>The part that was wrong.</summary>
    public required MessageFault Fault { get; init; }

    /// <summary>The engine under test.</summary>
    public required string Engine { get; init; }

    /// <summary>The mode of operation.</summary>
    public required CipherMode Mode { get; init; }

    /// <summary>Encryption or decryption.</summary>
    public required CipherDirection Operation { get; init; }

    /// <summary>The key size: 128, 192 or 256.</summary>
    public required int KeySizeBits { get; init; }

    /// <summary>The number of the message in the unit, 0 to 7.</summary>
    public required int MessageIndex { get; init; }

    /// <summary>Whether the output overwrote the input.</summary>
    public required bool InPlace { get; init; }

    /// <summary>The address of the output modulo 64.</summary>
    [JsonPropertyName("alignmentBytes")]
    public required int Alignment { get; init; }

    /// <summary>The unit's key; both keys for XTS.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The unit's IV, nonce, first counter block or tweak.</summary>
    public required byte[] Iv { get; init; }

    /// <summary>The unit's associated data.</summary>
    public required byte[] AssociatedData { get; init; }

    /// <summary>The unit's input.</summary>
    public required byte[] Input { get; init; }

    /// <summary>The tag computed by the reference; empty for modes without one.</summary>
    public required byte[] ExpectedTag { get; init; }

    /// <summary>The tag that the engine computed, or was given to check.</summary>
    public required byte[] ActualTag { get; init; }

    /// <summary>The engine's error message, if it refused.</summary>
    public string? Refusal { get; init; }

    /// <inheritdoc/>
    internal override MiscompareDescription Describe() => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"message {MessageIndex} of unit 0x{UnitSeed:x16}, {(InPlace ? "in place" : "out of place")}, alignment {Alignment}, {AssociatedData.Length} bytes of associated data"),
        [
            new NamedBytes("key", Key),
            new NamedBytes("iv", Iv),
            new NamedBytes("associated", AssociatedData) { IsShort = false },
            new NamedBytes("input", Input) { IsShort = false },
        ],
        [
            .. Fault == MessageFault.Output ? [new Difference("output", Expected, Actual, IsState: false)] : Array.Empty<Difference>(),
            .. ExpectedTag.Length + ActualTag.Length > 0 ? [new Difference("tag", ExpectedTag, ActualTag, IsState: false) { Label = "tag" }] : Array.Empty<Difference>(),
        ])
    {
        Problem = Fault == MessageFault.Output && Expected.Length != Actual.Length ? "its actual and expected outputs differ in length" : null,
    };
}
