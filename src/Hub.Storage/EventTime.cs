namespace Hub.Storage;

/// <summary>Event ids are UUIDs of version 7: they start with their time.</summary>
internal static class EventTime
{
    /// <summary>The least id of an event at a time; before 1970, when no event has happened, the least of all.</summary>
    public static Guid FirstIdAt(DateTimeOffset at)
    {
        if (at < DateTimeOffset.UnixEpoch)
            at = DateTimeOffset.UnixEpoch;
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        Guid.CreateVersion7(at).TryWriteBytes(id, bigEndian: true, out _);
        id[6..].Clear();
        return new Guid(id, bigEndian: true);
    }
}
