using Hub.Bootstrap;
using Hub.Delivery.Digests;
using Hub.Delivery.Replays;
using Hub.Delivery.Secrets;
using Hub.Delivery.SettingAside;
using Hub.Delivery.Tallies;
using Hub.Domain.Documents;
using Hub.Domain.Records;
using Hub.Domain.Reports;
using Hub.Exporting;
using Hub.Health;
using Hub.Idempotency;
using Hub.Importing;
using Hub.KeyRing;
using Hub.Portal.Sessions;
using Hub.Saml;
using Hub.Tokens;

namespace Hub.Moving;

/// <summary>Every type of document that a hub on a file keeps. A copy refuses a file that holds any other.</summary>
internal static class KnownDocuments
{
    public static readonly IReadOnlyList<DocumentType> All =
    [
        .. Kinds.Documents,
        BootstrapMark.Document,
        LastUse.Document,
        Replay.Document,
        ReceiverDays.Document,
        Digest.Document,
        IdempotencyRecord.Document,
        ProbeDocument.Document,
        SetAsideItem.Document,
        StoredHashKey.Document,
        FormerAddressesDone.Document,
        ImportedRow.Document,
        ExportRun.Document,
        UsedLink.Document,
        SessionEnd.Document,
        SamlSettings.Document,
        SamlKey.Document,
        UsedSamlMessage.Document,
        .. ReportDocuments.All,
    ];
}
