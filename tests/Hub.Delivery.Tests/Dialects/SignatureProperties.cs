using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Dialects;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

public sealed class SignatureProperties
{
    private static readonly Gen<byte[]> Bodies = ArbMap
        .Default.GeneratorFor<byte>()
        .NonEmptyListOf()
        .Select(body => body.ToArray());

    [Fact]
    public void Any_body_under_any_secret_verifies_as_the_contracts_say() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(Bodies.Zip(Any.Text).ToArbitrary(), pair =>
                HexSignature.Of(pair.Item1, pair.Item2) == Expected(pair.Item1, pair.Item2)
            )
        );

    [Fact]
    public void One_turned_bit_of_the_body_fails_the_signature() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(Bodies.Zip(Any.Text.Zip(Gen.Choose(0, int.MaxValue))).ToArbitrary(), drawn =>
            {
                var (body, (secret, where)) = drawn;
                var signature = HexSignature.Of(body, secret);
                body = (byte[])body.Clone();
                body[where % body.Length] ^= (byte)(1 << (where / body.Length % 8));
                return signature != Expected(body, secret);
            })
        );

    [Fact]
    public void A_secret_of_any_length_signs()
    {
        foreach (var length in new[] { 0, 1, 341, 342, 1_000_000 })
        {
            var secret = new string('é', length);
            Assert.Equal(Expected("{}"u8.ToArray(), secret), HexSignature.Of("{}"u8, secret));
        }
    }

    private static string Expected(byte[] body, string secret)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return "sha256=" + string.Concat(hmac.ComputeHash(body).Select(value => value.ToString("x2")));
    }
}
