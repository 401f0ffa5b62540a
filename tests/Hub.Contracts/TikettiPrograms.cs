using Hub.Contracts.Receiving;
using Hub.Tests.Webhooks;

namespace Hub.Contracts;

/// <summary>Tiketti's published check of a signature, as it is.</summary>
public sealed class TikettiPrograms(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private const string Secret = "your_webhook_secret";

    [Fact]
    public async Task It_accepts_what_is_signed_and_nothing_else()
    {
        var hook = await hub.Admin.TicketCreated("tiketti", Secret);
        var program =
            Programs.Read("tiketti/verify.cjs")
            + """

                require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
                  const one = JSON.parse(line);
                  const genuine = verifySignature(Buffer.from(one.body, 'base64'), one.headers['x-tiketti-signature'], one.secret);
                  console.log(genuine ? 'accepted' : 'refused');
                });
                """;

        var verdicts = await Programs.Run(
            Language.Of("js") with
            {
                Extension = ".cjs",
            },
            program,
            [hook.ToLine(Secret), hook.ToForgedLine(Secret), hook.ToLine("another_webhook_secret")]
        );

        Assert.Equal(["accepted", "refused", "refused"], verdicts);
    }
}
