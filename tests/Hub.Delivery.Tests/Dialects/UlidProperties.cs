using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Dialects;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

public sealed class UlidProperties
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<Guid> Ids = ArbMap
        .Default.GeneratorFor<byte>()
        .ArrayOf(16)
        .Select(bytes => new Guid(bytes, bigEndian: true));

    [Fact]
    public void An_id_reads_back_from_its_26_characters() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Ids.ToArbitrary(), id => Read(Ulid.Text(id)) == id));

    [Fact]
    public void Ids_keep_their_order() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(Ids.Zip(Ids).ToArbitrary(), pair =>
                Math.Sign(string.CompareOrdinal(Ulid.Text(pair.Item1), Ulid.Text(pair.Item2)))
                == Math.Sign(string.CompareOrdinal(pair.Item1.ToString(), pair.Item2.ToString()))
            )
        );

    [Fact]
    public void The_smallest_and_the_largest_are_as_the_ulid_specification_has_them()
    {
        Assert.Equal(new string('0', 26), Ulid.Text(Guid.Empty));
        Assert.Equal("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", Ulid.Text(Guid.AllBitsSet));
    }

    private static Guid Read(string text)
    {
        Assert.Equal(26, text.Length);
        var number = text.Aggregate(BigInteger.Zero, (sum, character) => (sum * 32) + Alphabet.IndexOf(character));
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return new Guid([.. new byte[16 - bytes.Length], .. bytes], bigEndian: true);
    }
}
