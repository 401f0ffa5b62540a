using Hub.Delivery.Graph;

namespace Hub.Delivery.Targets.Graph;

/// <summary>Why an address is none of a target's in Graph.</summary>
internal static class GraphAddress
{
    private const string Channels =
        "An application may not post to channels and chats: Microsoft Graph lets only people who are signed in. Use the target teams, "
        + "with the address of a flow (Workflows) of the channel.";

    /// <param name="isOne">Whether the path is the target's.</param>
    /// <param name="shape">How the address is put together.</param>
    public static Func<Uri, string?> Check(Func<Uri, bool> isOne, string shape) =>
        address =>
            !GraphCloud.Has(address)
                ? $"Messages go to Microsoft Graph, which is at https://graph.microsoft.com: the address is {shape}."
            : GraphPath.IsChannelOrChat(address) ? Channels
            : GraphPath.IsMine(address)
                ? $"Nobody is signed in, so there is no 'me': the address names whom it is about, as in {shape}."
            : isOne(address) ? null
            : $"This is no address that such messages are posted to: it is {shape}.";
}
