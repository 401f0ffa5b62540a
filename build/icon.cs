// Draws the connector's icon: dotnet run build/icon.cs
// A speech bubble whose tail is one of the spokes of a hub, on the brand colour of apiProperties.json.
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

const int Size = 230;
const int Finer = 4;
(int R, int G, int B) brand = (0x1f, 0x5c, 0x4d);
(int R, int G, int B) light = (0xf6, 0xf1, 0xe4);
(int R, int G, int B) accent = (0xf2, 0xb1, 0x34);

var rows = new byte[Size * (Size * 3 + 1)];
for (var y = 0; y < Size; y++)
for (var x = 0; x < Size; x++)
{
    var (r, g, b) = (0, 0, 0);
    for (var step = 0; step < Finer * Finer; step++)
    {
        var colour = At(x + (step % Finer + 0.5) / Finer, y + (step / Finer + 0.5) / Finer);
        (r, g, b) = (r + colour.R, g + colour.G, b + colour.B);
    }
    var at = y * (Size * 3 + 1) + 1 + x * 3;
    (rows[at], rows[at + 1], rows[at + 2]) = (Mean(r), Mean(g), Mean(b));
}
using var packed = new MemoryStream();
using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
    zlib.Write(rows);
using var file = File.Create(Path.Combine("connector", "icon.png"));
file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
var header = new byte[13];
BinaryPrimitives.WriteInt32BigEndian(header, Size);
BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
(header[8], header[9]) = (8, 2);
Chunk(file, "IHDR", header);
Chunk(file, "IDAT", packed.ToArray());
Chunk(file, "IEND", []);

(int R, int G, int B) At(double x, double y)
{
    // The centre of the hub, three spokes with their ends, and the bubble around the centre.
    (double X, double Y)[] ends = [(50, 62), (180, 62), (58, 188)];
    foreach (var end in ends)
        if (Distance(x, y, end.X, end.Y) < 17)
            return accent;
    if (Distance(x, y, 115, 112) < 19)
        return accent;
    foreach (var end in ends)
        if (ToLine(x, y, 115, 112, end.X, end.Y) < 5 && Distance(x, y, 115, 112) < 34)
            return brand;
    if (Distance(x, y, 115, 112) < 58)
        return light;
    foreach (var end in ends)
        if (ToLine(x, y, 115, 112, end.X, end.Y) < 8)
            return light;
    return brand;
}

static byte Mean(int sum) => (byte)Math.Round(sum / (double)(Finer * Finer));

static double Distance(double x, double y, double a, double b) => Math.Sqrt((x - a) * (x - a) + (y - b) * (y - b));

static double ToLine(double x, double y, double a, double b, double c, double d)
{
    var along = Math.Clamp(((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) * (c - a) + (d - b) * (d - b)), 0, 1);
    return Distance(x, y, a + along * (c - a), b + along * (d - b));
}

static void Chunk(Stream file, string kind, byte[] data)
{
    var chunk = new byte[data.Length + 12];
    BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
    Encoding.ASCII.GetBytes(kind, chunk.AsSpan(4));
    data.CopyTo(chunk, 8);
    var sum = uint.MaxValue;
    foreach (var one in chunk.AsSpan(4, data.Length + 4))
    {
        sum ^= one;
        for (var bit = 0; bit < 8; bit++)
            sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xedb88320;
    }
    BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), ~sum);
    file.Write(chunk);
}
