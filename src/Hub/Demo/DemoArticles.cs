namespace Hub.Demo;

/// <summary>The articles of the demo's knowledge base; the last one is still a draft.</summary>
internal static class DemoArticles
{
    public static readonly IReadOnlyList<(string Category, string Title, string Body)> All =
    [
        (
            "Remote work",
            "Connect to the office by VPN",
            "<p>Open the client, choose the gateway <b>Frankfurt</b> and sign in with your second factor.</p>"
                + "<p>Below version 5.1 the connection drops; update it under <i>Help</i>.</p>"
        ),
        (
            "Remote work",
            "Work when the VPN is down",
            "<ul><li>Mail and calendar work in the browser.</li><li>Files of the last week are on your laptop.</li></ul>"
        ),
        (
            "Devices",
            "Print on the third floor",
            "<p>Choose <b>PRN-0311</b>. When it jams, open tray 2 and take everything out.</p>"
        ),
        (
            "Devices",
            "A laptop that does not start",
            "<ol><li>Hold the power button for twenty seconds.</li><li>Connect the charger.</li><li>Press it once.</li></ol>"
        ),
        (
            "Accounts",
            "Forgotten passwords",
            "<p>Your manager gets a link with which you choose a new one. It works for an hour.</p>"
        ),
        (
            "Accounts",
            "A new phone for the second factor",
            "<p>Bring both phones to reception, or call the service desk: they call you back.</p>"
        ),
        ("Accounts", "What a new colleague needs", "<p>Account, laptop, card for the door, group of the team.</p>"),
    ];
}
