using System.Diagnostics;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

/// <summary>
/// A client that shares nothing with the official one or the host's library: what it sees is AMQP, and not what both
/// of them take for it.
/// </summary>
public sealed class ProtonTests
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Proton_sends_peeks_accepts_rejects_and_releases()
    {
        var (installed, reason, _) = await Run(InstallLimit, "bash", Beside("install-proton.sh"));
        Assert.SkipUnless(installed == 0, reason);
        await using var bus = await Bus.Start();
        var options = new ServiceBusOptions();

        var (status, seen, errors) = await Run(
            Bus.WaitLimit,
            "/usr/bin/python3",
            Beside("second_opinion.py"),
            $"{bus.Host.Endpoint.Port}",
            Bus.Queue,
            options.KeyName
        );

        Assert.True(status == 0, $"{seen}\n{errors}");
        // What Python says while it shuts down is on the other stream.
        Assert.Equal(
            """
            attach | amqp:unauthorized-access
            put-token | int32(202)
            send | rejected
            peek | int32(200)
            peeked | m-1 number 1 delivered 0 body body 1
            peeked | m-2 number 2 delivered 0 body body 2
            peeked | m-3 number 3 delivered 0 body body 3
            peeked | m-4 number 4 delivered 0 body body 4
            received | m-1 number 1 delivered 0 body body 1
            received | m-2 number 2 delivered 0 body body 2
            received | m-3 number 3 delivered 0 body body 3
            received | m-4 number 4 delivered 0 body body 4
            again | m-3 number 3 delivered 0 body body 3
            again | m-4 number 4 delivered 1 body body 4
            dead | m-2 number 2 delivered 1 body body 2 | deliveries
            closed
            """,
            seen
        );
        Assert.Equal((0, 0), (bus.Counts.Total, bus.Counts.Dead));
        Assert.Equal(
            (4, 1, 1, 1),
            (
                bus.Host.Requests(ServiceBusOperation.Complete),
                bus.Host.Requests(ServiceBusOperation.DeadLetter),
                bus.Host.Requests(ServiceBusOperation.Release),
                bus.Host.Requests(ServiceBusOperation.Abandon)
            )
        );
        await bus.Host.WaitForConnections(0).WaitAsync(Bus.WaitLimit);
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static async Task<(int Status, string Output, string Errors)> Run(
        TimeSpan limit,
        string program,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["BUS_KEY"] = new ServiceBusOptions().Key },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(limit);
        await using var _ = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, output.Trim(), await errors);
    }
}
