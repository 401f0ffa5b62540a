using Hub.Delivery.Egress;

namespace Hub.Delivery.Dialects;

/// <summary>How a receiver proves that it is the subscriber's.</summary>
/// <param name="Request">Makes the request; its address is the receiver's.</param>
/// <param name="Answers">Whether what came back to the request is the proof.</param>
public sealed record Challenge(
    Func<ChallengeAsked, HttpRequestMessage> Request,
    Func<ChallengeAsked, EgressResult, bool> Answers
);

/// <summary>One challenge of one receiver.</summary>
/// <param name="Nonce">Never asked before: 32 hexadecimal digits.</param>
public sealed record ChallengeAsked(Uri Target, string Secret, string Nonce);
