using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Hub.LocalCloud.ServiceBus.Listening;

/// <summary>
/// Serves everything on one port: a connection's first bytes tell whether it speaks TLS, and then whether it speaks
/// AMQP or HTTP.
/// </summary>
internal static class FirstBytes
{
    private const int Enough = 4;
    private const byte TlsHandshake = 0x16;

    public static void UseFirstBytes(
        this ListenOptions listen,
        X509Certificate2? certificate,
        Func<ConnectionContext, Task> amqp
    )
    {
        ConnectionDelegate? plain = null;
        if (certificate is not null)
        {
            // Built from the last to the first: "plain" is set when this one is made.
            listen.Use(tls =>
                async connection =>
                    await (await StartsWith(connection, [TlsHandshake]) ? tls : plain!).Invoke(connection)
            );
            listen.UseHttps(certificate);
        }

        listen.Use(http =>
            plain = async connection =>
                await (await StartsWith(connection, "AMQP"u8.ToArray()) ? amqp(connection) : http(connection))
        );
    }

    private static async ValueTask<bool> StartsWith(ConnectionContext connection, byte[] expected)
    {
        var input = connection.Transport.Input;
        var read = await input.ReadAtLeastAsync(Enough);
        var first = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, expected.Length)).ToArray();
        input.AdvanceTo(read.Buffer.Start);
        return first.AsSpan().SequenceEqual(expected);
    }
}
