using System.Security.Cryptography;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage;
using Hub.Wire;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Idempotency;

/// <summary>
/// The requests made under idempotency keys. The claim is written before the request runs and the answer before the
/// client gets it, so a repeat after a crash at any point creates nothing twice.
/// </summary>
internal sealed class IdempotencyKeys(IStore store, IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>After this a request that has no answer counts as cut short.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    // Answers hold tokens and webhook secrets.
    private readonly IDataProtector protector = protection.CreateProtector("Hub.Idempotency");

    public async Task<Claim> Take(
        string partition,
        RequestIdentity request,
        Func<ValueTask<long>> reserve,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var stored = await store.Get(
                IdempotencyRecord.Document,
                OrganizationId.Hub,
                partition,
                IdempotencyRecord.DocumentId,
                cancellation
            );
            var now = clock.Now();
            var expired = stored is null || stored.Value.CreatedAt + Kept <= now;
            if (!expired && Judge(stored!.Value, request, now) is { } settled)
                return settled;

            var record = expired
                ? new IdempotencyRecord
                {
                    Fingerprint = request.Fingerprint,
                    ReservedId = await reserve(),
                    CreatedAt = now,
                    StartedAt = now,
                }
                : stored!.Value with
                {
                    StartedAt = now,
                };
            var expected = stored is null ? Expected.Absent : Expected.At(stored.Version);
            if (await Write(partition, record, expected, cancellation) is { } version)
                return new Claim.Run(partition, record, version, IsRepeat: !expired);
        }
    }

    public Task Complete(Claim.Run run, RecordedAnswer answer, CancellationToken cancellation)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(answer, IdempotencyJson.Default.RecordedAnswer);
        var record = run.Record with { Answer = Convert.ToBase64String(protector.Protect(plain)) };
        return Write(run.Partition, record, Expected.At(run.Version), cancellation);
    }

    /// <summary>The request was refused and changed nothing: its key is free for the corrected one.</summary>
    public Task Release(Claim.Run run, CancellationToken cancellation) =>
        store.Commit(
            new Commit(OrganizationId.Hub, run.Partition)
            {
                Changes =
                [
                    new Delete(IdempotencyRecord.Document, IdempotencyRecord.DocumentId, Expected.At(run.Version)),
                ],
            },
            cancellation
        );

    /// <summary>The run broke off, perhaps after creating: a repeat may look at once, and finds what is there.</summary>
    public async Task Abandon(Claim.Run run, CancellationToken cancellation)
    {
        try
        {
            var record = run.Record with { StartedAt = DateTimeOffset.UnixEpoch };
            await Write(run.Partition, record, Expected.At(run.Version), cancellation);
        }
        catch (StorageException)
        {
            // The store is what broke; the claim lapses by itself.
        }
    }

    private Claim? Judge(IdempotencyRecord record, RequestIdentity request, DateTimeOffset now)
    {
        if (record.Fingerprint != request.Fingerprint && record.Fingerprint != request.Former())
            return new Claim.Refuse(
                Refusal.Invalid(
                    "idempotency_key_reused",
                    "This Idempotency-Key was used for another request; choose a new one."
                )
            );
        if (record.Answer is { } answer)
            return Open(answer);
        if (record.StartedAt + LongestRun > now)
            return new Claim.Refuse(
                Refusal.Conflict(
                    "idempotency_in_progress",
                    "The first request with this key is still running; try again soon."
                ),
                TimeSpan.FromSeconds(1)
            );
        return null;
    }

    private Claim Open(string answer)
    {
        try
        {
            var plain = protector.Unprotect(Convert.FromBase64String(answer));
            return new Claim.Replay(JsonSerializer.Deserialize(plain, IdempotencyJson.Default.RecordedAnswer)!);
        }
        catch (CryptographicException)
        {
            return new Claim.Refuse(
                Refusal.Conflict(
                    "idempotency_answer_lost",
                    "The first request with this key was carried out, but the hub has lost the key that opens its answer; "
                        + "look for what it created before you repeat it with a new Idempotency-Key."
                )
            );
        }
    }

    private async Task<DocumentVersion?> Write(
        string partition,
        IdempotencyRecord record,
        Expected expected,
        CancellationToken cancellation
    )
    {
        var commit = new Commit(OrganizationId.Hub, partition)
        {
            Changes =
            [
                new Put<IdempotencyRecord>(IdempotencyRecord.Document, IdempotencyRecord.DocumentId, record, expected),
            ],
        };
        return await store.Commit(commit, cancellation) is CommitResult.Done done ? done.Versions[0] : null;
    }
}

/// <summary>What tells one request from another.</summary>
/// <param name="Former">The same as a former hub wrote it down.</param>
internal sealed record RequestIdentity(string Fingerprint, Func<string> Former);
