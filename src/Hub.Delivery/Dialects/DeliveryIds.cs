using System.Text;

namespace Hub.Delivery.Dialects;

/// <summary>
/// How bodies name their delivery. A body is rendered once for all deliveries of its event: it leaves a gap that each
/// one's id goes into.
/// </summary>
public sealed class DeliveryIds
{
    /// <summary>Bodies do not name it.</summary>
    public static readonly DeliveryIds None = new("", 0, static (_, _) => { });

    /// <summary>As UUIDs are written.</summary>
    public static readonly DeliveryIds Uuid = new("", 36, static (id, target) => id.TryFormat(target, out _));

    private readonly string prefix;
    private readonly int length;
    private readonly Writing write;
    private readonly byte[] gap;

    private delegate void Writing(Guid id, Span<byte> target);

    private DeliveryIds(string prefix, int length, Writing write)
    {
        (this.prefix, this.length, this.write) = (prefix, length, write);
        Gap = prefix + new string('0', length);
        gap = Encoding.ASCII.GetBytes(Gap);
    }

    /// <summary>Stands in a body where the id goes; the first of its kind in the body is it.</summary>
    public string Gap { get; }

    /// <summary>As ULIDs are written, behind a prefix.</summary>
    public static DeliveryIds Ulid(string prefix) => new(prefix, Dialects.Ulid.Length, Dialects.Ulid.Write);

    /// <summary>As a header has it.</summary>
    public string TextOf(Guid delivery) => string.Create(gap.Length, (Ids: this, delivery), static (text, state) =>
        {
            var (ids, delivery) = state;
            Span<byte> ascii = stackalloc byte[text.Length];
            ids.gap.CopyTo(ascii);
            ids.write(delivery, ascii[ids.prefix.Length..]);
            Encoding.ASCII.GetChars(ascii, text);
        });

    /// <summary>Where the gap is; -1 when the body has none.</summary>
    internal int Find(ReadOnlySpan<byte> body) => length == 0 ? -1 : body.IndexOf(gap);

    internal void Fill(byte[] body, int at, Guid delivery) => write(delivery, body.AsSpan(at + prefix.Length, length));
}
