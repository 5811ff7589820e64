using AesniCheck.Units;

namespace AesniCheck.Probes.Message;

/// <summary>All buffers that are passed to one worker's ciphers. The message probes of a worker run in turn and share them.</summary>
internal sealed class MessageBuffers
{
    private const int PageBytes = 4096;
    private const int KeyBytes = 64;

    // The longest message and its margins at any alignment; everything else fits into one page with its margins.
    private const int MessagePages = 1 + (MessageShape.MaximumLength / PageBytes);

    /// <param name="map">Maps areas of these numbers of pages, each between inaccessible pages. The delegate or its result is null if they are not available.</param>
    public MessageBuffers(Func<IReadOnlyList<int>, GuardedPages?>? map = null)
    {
        if (map?.Invoke([MessagePages, MessagePages, 1, 1, 1, 1]) is { } pages)
        {
            MessageBuffer[] buffers = [.. pages.Areas.Select(area => new MessageBuffer(area, pages))];
            (First, Second, Key, Iv, AssociatedData, Tag) = (buffers[0], buffers[1], buffers[2], buffers[3], buffers[4], buffers[5]);
            IsGuarded = true;
            return;
        }

        First = new MessageBuffer(MessageShape.MaximumLength);
        Second = new MessageBuffer(MessageShape.MaximumLength);
        Key = new MessageBuffer(KeyBytes);
        Iv = new MessageBuffer(MessageShape.MaximumIvLength);
        AssociatedData = new MessageBuffer(MessageShape.MaximumAssociatedLength);
        Tag = new MessageBuffer(MessageShape.MaximumTagLength);
    }

    /// <summary>Whether the buffers lie between inaccessible pages.</summary>
    public bool IsGuarded { get; }

    /// <summary>The buffer of a message.</summary>
    public MessageBuffer First { get; }

    /// <summary>The buffer of another message.</summary>
    public MessageBuffer Second { get; }

    /// <summary>The key.</summary>
    public MessageBuffer Key { get; }

    /// <summary>The IV.</summary>
    public MessageBuffer Iv { get; }

    /// <summary>The associated data.</summary>
    public MessageBuffer AssociatedData { get; }

    /// <summary>The tag.</summary>
    public MessageBuffer Tag { get; }
}
