using System.Buffers;

namespace Hub.Domain.Reports;

/// <summary>
/// The numbers of a span of time as they are stored: for each holder its department, its agent, how many numbers follow, and these, each
/// behind what its measure is more than the one before. All are integers of seven bits a byte, the least first. A year of a large
/// helpdesk is some megabytes, and read in milliseconds.
/// </summary>
public ref struct PackedCounts(ReadOnlySpan<byte> packed)
{
    private readonly ReadOnlySpan<byte> packed = packed;
    private int at;
    private long left;

    public Holder Holder { get; private set; }

    public int Measure { get; private set; }

    public long Number { get; private set; }

    /// <summary>Once the measures of the one before have been read.</summary>
    public bool NextHolder()
    {
        if (at == packed.Length)
            return false;
        Holder = new Holder((long)Read(), (long)Read());
        left = (long)Read();
        Measure = 0;
        return true;
    }

    public bool NextMeasure()
    {
        if (left == 0)
            return false;
        left--;
        Measure += (int)Read();
        var number = Read();
        Number = (long)(number >> 1) ^ -(long)(number & 1);
        return true;
    }

    public static byte[] Write(
        IEnumerable<(Holder Holder, IReadOnlyCollection<KeyValuePair<int, long>> Measures)> holders
    )
    {
        var written = new ArrayBufferWriter<byte>();
        foreach (var (holder, measures) in holders)
        {
            Write(written, (ulong)holder.Department);
            Write(written, (ulong)holder.Agent);
            Write(written, (ulong)measures.Count);
            var before = 0;
            foreach (var (measure, number) in measures)
            {
                Write(written, (ulong)(measure - before));
                Write(written, (ulong)((number << 1) ^ (number >> 63)));
                before = measure;
            }
        }
        return written.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> written, ulong value)
    {
        var bytes = written.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        written.Advance(length);
    }

    private ulong Read()
    {
        var value = (ulong)packed[at++];
        if (value < 0x80)
            return value;
        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            var next = packed[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
