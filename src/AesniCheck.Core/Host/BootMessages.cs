using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>The kernel's own messages about the hypervisor, from its boot.</summary>
/// <param name="Hypervisor">The name after <c>Hypervisor detected:</c>, as the kernel writes it; null without that message.</param>
/// <param name="ParavirtualKernel">The name after <c>Booting paravirtualized kernel on</c>; null without that message, or on bare hardware.</param>
/// <param name="UnderPvm">Whether the kernel says that it runs under PVM.</param>
/// <param name="UnderGvisor">Whether the messages are gVisor's.</param>
internal sealed record BootMessages(string? Hypervisor, string? ParavirtualKernel, bool UnderPvm, bool UnderGvisor)
{
    private const string Detected = "Hypervisor detected:";
    private const string Booting = "Booting paravirtualized kernel on ";
    private const string BareHardware = "bare hardware";

    /// <summary>No messages, or none about the hypervisor.</summary>
    public static BootMessages None { get; } = new(null, null, false, false);

    /// <summary>
    /// Parses messages in the format of <c>/dev/kmsg</c> (Documentation/ABI/testing/dev-kmsg), or of dmesg(1). Messages that a program wrote there are
    /// ignored: their facility is not the kernel's.
    /// </summary>
    public static BootMessages Parse(string? text)
    {
        BootMessages found = None;
        foreach (string line in (text ?? "").Split('\n'))
        {
            if (Message(line) is not { } message)
            {
                continue;
            }

            found = found with
            {
                Hypervisor = found.Hypervisor ?? After(message, Detected),
                ParavirtualKernel = found.ParavirtualKernel ?? After(message, Booting),
                UnderPvm = found.UnderPvm || message.Contains("running under PVM", StringComparison.Ordinal),
                UnderGvisor = found.UnderGvisor || message.StartsWith("Starting gVisor", StringComparison.Ordinal),
            };
        }

        return found.ParavirtualKernel == BareHardware ? found with { ParavirtualKernel = null } : found;
    }

    // A line of /dev/kmsg is "priority,sequence,time,flags;message"; a line of dmesg is "[   time] message", optionally after "<priority>".
    private static string? Message(string line)
    {
        if (line.StartsWith(' '))
        {
            // A property of the message above.
            return null;
        }

        string text = line;
        int semicolon = line.IndexOf(';', StringComparison.Ordinal);
        if (semicolon > 0 && line[..semicolon].Split(',') is { Length: >= 4 } prefix && TryPriority(prefix[0], out int priority))
        {
            return IsKernels(priority) ? line[(semicolon + 1)..].Trim() : null;
        }

        if (text.StartsWith('<') && text.IndexOf('>', StringComparison.Ordinal) is > 0 and var end)
        {
            if (TryPriority(text[1..end], out priority) && !IsKernels(priority))
            {
                return null;
            }

            text = text[(end + 1)..];
        }

        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var bracket)
        {
            text = text[(bracket + 1)..];
        }

        return text.Trim();
    }

    private static bool TryPriority(string text, out int priority) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out priority);

    // The level is in the lowest three bits, the facility above; the kernel's facility is 0.
    private static bool IsKernels(int priority) => priority >> 3 == 0;

    private static string? After(string message, string start) =>
        message.StartsWith(start, StringComparison.Ordinal) && HostField.Text(message[start.Length..]) is var name && name != HostInfo.Unknown ? name : null;
}
