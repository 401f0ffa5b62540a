using Hub.Access;

namespace Hub.Errors;

/// <summary>A code that a problem may have.</summary>
/// <param name="Status">The HTTP status that it comes with.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Remedy">What the caller can do.</param>
internal sealed record ProblemCode(string Code, int Status, string Meaning, string Remedy);

/// <summary>Every code, for people: the page that a problem's <c>type</c> leads to is made of it.</summary>
internal static class ProblemCatalogue
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/docs/errors";

    public static readonly IReadOnlyList<ProblemCode> All =
    [
        new("malformed_json", 400, "The body is not JSON.", "Look at the line and byte that detail names."),
        new("body_required", 400, "The request has no body.", "Send a JSON object."),
        new("malformed_form", 400, "The form is not whole.", "Look at how your client writes multipart/form-data."),
        new("bad_request", 400, "The request is not well-formed HTTP.", "Look at what your client sends."),
        new(
            "host_not_allowed",
            400,
            "The Host header names an address that this hub does not answer to.",
            "Its operator sets Hub:PublicUrl or AllowedHosts."
        ),
        new(
            "idempotency_key_invalid",
            400,
            "The Idempotency-Key is empty or longer than 255 characters.",
            "Send 1 to 255 characters, a UUID for one."
        ),
        new(
            "form_expired",
            400,
            "A page's form came without the mark that the page gave it, or with that of another session.",
            "Go back, load the page again and send the form from there."
        ),
        new(
            "unauthenticated",
            401,
            "There is no token, or it is unknown, revoked or expired.",
            "Send Authorization: Bearer and a token that works."
        ),
        new(
            "wrong_organization",
            403,
            "The number that the request names is another organization's.",
            "Leave org_id out, or send the number that GET /api/v1/organization shows."
        ),
        .. SignInProblems.All,
        new("missing_scope", 403, "The token may not do this.", "Use a token with the scope that detail names."),
        new(
            "not_on_board",
            403,
            "The agent is not on the board that decides on the change.",
            "One of the agents in board_ids votes."
        ),
        new(
            Suspended.Code,
            403,
            "The organization of the token is suspended.",
            "Ask the hub's operator, who can resume it; nothing of it is lost."
        ),
        new(
            "owner_required",
            403,
            "To delete for good takes an owner.",
            "Archive it, or use a token of an agent with the role Owner."
        ),
        new("forbidden", 403, "This is not for this caller.", "Use another token."),
        new(
            "dialect_not_found",
            404,
            "The hub speaks no such dialect.",
            "GET /api/v1/contracts lists those it speaks."
        ),
        new("route_not_found", 404, "There is nothing at this path.", "Look at the API reference for what there is."),
        new(
            "WEBHOOK_NOT_FOUND",
            404,
            "The organization of the token has no such webhook.",
            "List the webhooks; ids of other organizations are not found."
        ),
        new("request_too_slow", 408, "The body came too slowly.", "Send it in one go."),
        new("method_not_allowed", 405, "The path does not take this method.", "The header Allow lists those it takes."),
        new(
            "organization_not_found",
            404,
            "The hub has no such organization.",
            "List the organizations with the operator's token."
        ),
        new(
            "prefix_taken",
            409,
            "Another organization has the prefix.",
            "Send another prefix of 2 to 10 capitals or digits."
        ),
        new("already_exists", 409, "There is one like that already.", "Read the one there is, and change that."),
        new(
            "storage_full",
            409,
            "The organization has stored as many bytes as it may; what would store more is refused, reading and deleting are not.",
            "Delete what is not needed, or have the hub's operator raise Limits:Bytes. GET /api/v1/status says how much is used."
        ),
        new("attachment_is_link", 409, "A link has no content in the hub.", "Follow the link."),
        new("attachment_scanning", 409, "The file is still being scanned.", "Try again in a few seconds."),
        new("attachment_refused", 409, "The scanner refused the file; its content is deleted.", "Ask who attached it."),
        new("link_to_self", 422, "A ticket is to be linked to itself.", "Name another ticket."),
        new("link_opposed", 409, "The two tickets are linked the other way round.", "Delete that link first."),
        new(
            "subticket_too_deep",
            409,
            "The ticket stands too deep below others for a subticket.",
            "Create it below a ticket further up."
        ),
        new("survey_answered", 409, "The survey was answered before.", "Its first answer stands."),
        new("survey_expired", 409, "The time to answer the survey is over.", "Nothing: it takes no answer any more."),
        new("already_voted", 409, "The agent has voted otherwise before.", "Each agent has one vote; it stands."),
        new(
            "nobody_on_call",
            409,
            "Nobody is on call in the rotation now, and it names nobody else who can be paged.",
            "Page another rotation, or give this one agents to escalate to."
        ),
        new(
            "change_fixed",
            409,
            "What was submitted does not change any more, but for who does it.",
            "Cancel it and request another one, or wait for the board."
        ),
        new(
            "changed_meanwhile",
            409,
            "Somebody else changed it at the same time, over and over.",
            "Send the request again."
        ),
        new(
            "limit_reached",
            409,
            "There are as many as there may be of what was to be made.",
            "Delete what nobody needs; the operator can raise the limit."
        ),
        new(
            "export_running",
            409,
            "Somebody is downloading an export of the organization.",
            "Wait until it ends, or end it: there is one at a time."
        ),
        new("external_id_taken", 409, "Another agent has this external id.", "Choose another one."),
        new(
            "idempotency_in_progress",
            409,
            "The first request with this Idempotency-Key is still running.",
            "Send it again after Retry-After."
        ),
        new(
            "idempotency_answer_lost",
            409,
            "The request was carried out before, and the hub has lost the key that opens the kept answer.",
            "Look for what it created before you send it with a new key."
        ),
        new("merge_crossed", 409, "The two tickets are being merged the other way round.", "Read both again."),
        new("merge_target_closed", 409, "The ticket to merge into is closed.", "Merge into one that is not."),
        new("merge_target_merged", 409, "The ticket to merge into was itself merged.", "Merge into that one."),
        new("ticket_closed", 409, "A closed ticket takes no public replies.", "Add a note, or create a ticket."),
        new("ticket_merged", 409, "A merged ticket takes no changes.", "Change the one it was merged into."),
        new(
            "status_in_use",
            409,
            "Tickets have a status that the workflow would lose.",
            "Move them to another one first; the list filters by status_id."
        ),
        new(
            "template_without_base",
            409,
            "The template began as none, so there is nothing to compare it with.",
            "Name one of its versions."
        ),
        new("transition_refused", 409, "The status it has does not lead to this one.", "Detail says what does."),
        new(
            "WEBHOOK_DISABLED",
            409,
            "The webhook is not active, so nothing is sent to it.",
            "POST /api/v1/webhooks/{id}/enable first."
        ),
        new(
            "webhook_exists",
            409,
            "Another webhook has this address, target, events and filters.",
            "Change that one, or delete it."
        ),
        new(
            "precondition_failed",
            412,
            "It changed since the version that If-Match names.",
            "Read it again, and repeat."
        ),
        new("attachment_too_large", 413, "The file has too many bytes.", "Attach a link to it, or a smaller one."),
        new("body_too_large", 413, "The body has more than 1 MB.", "Send less at once."),
        new("unsupported_media_type", 415, "The body is not JSON.", "Send Content-Type: application/json."),
        new("validation_failed", 422, "Some fields do not hold.", "The member errors says which and why."),
        new("too_large", 422, "What is to be stored is too large for the store.", "Send less; detail has the numbers."),
        new(
            "INVALID_URL",
            422,
            "The webhook's address may not be used.",
            "Detail says why: HTTPS, public, at most 8192 characters."
        ),
        new("INVALID_EVENTS", 422, "The dialect has no such event.", "GET /api/v1/webhook-events lists them."),
        new(
            "challenge_failed",
            422,
            "The receiver did not prove that it is yours.",
            "Have it answer the dialect's challenge."
        ),
        new("idempotency_key_reused", 422, "The Idempotency-Key was used for another request.", "Choose a new one."),
        new("attachment_empty", 422, "The file is empty.", "Look at what your client sends."),
        new(
            "attachment_infected",
            422,
            "The scanner found something in the file.",
            "Detail says what; send it nowhere."
        ),
        new("attachment_type_mismatch", 422, "The file is not what it is called.", "Send its true type and name."),
        new("attachment_type_refused", 422, "Files of the type are not taken.", "Attach another one, or a link."),
        new("merge_into_self", 422, "A ticket cannot be merged into itself.", "Name another one."),
        new("merge_target_not_found", 422, "There is no ticket to merge into.", "Look at merge_into_id."),
        new("move_not_allowed", 422, "The record's status does not lead to this one.", "Detail says what does."),
        new(
            "note_by_requester",
            422,
            "A note is hidden from the requester, who cannot write it.",
            "Leave author_email out."
        ),
        new(
            "nesting_too_deep",
            422,
            "Roles are inside each other 32 deep at most.",
            "Put the role into one that is less deep inside others."
        ),
        new("name_required", 422, "A role needs a name.", "Send one."),
        new("user_name_required", 422, "An agent needs a user name.", "Send one."),
        new(
            "query_too_complex",
            422,
            "The query is more than the store can work out.",
            "Ask with fewer conditions, or in several requests."
        ),
        new(
            "address_rate_limit_exceeded",
            429,
            "Requests without a token from this address have used up their minute.",
            "Wait as long as Retry-After says, or send a token."
        ),
        new(
            "organization_rate_limit_exceeded",
            429,
            "All tokens of the organization together have used up their minute.",
            "Wait as long as Retry-After says."
        ),
        new(
            "rate_limit_exceeded",
            429,
            "The token's allowance for this minute is used up.",
            "Wait as long as Retry-After says."
        ),
        new(
            "too_many_failures",
            429,
            "Too many wrong tokens came from this address.",
            "Wait as long as Retry-After says."
        ),
        new(
            "internal_error",
            500,
            "The hub failed.",
            "Report it with its trace_id; the operator finds it in the log under that."
        ),
        new(
            "sign_in_unavailable",
            503,
            "Entra ID cannot be reached, so its tokens cannot be checked.",
            "Try again later."
        ),
        new("took_too_long", 503, "The work of the request took more than its time.", "Ask for less at once."),
        new(
            "storage_unavailable",
            503,
            "The hub cannot reach its storage.",
            "Try again after Retry-After; the operator looks at /health/ready."
        ),
    ];

    /// <summary>Codes that are made of the name of what they are about.</summary>
    public static readonly IReadOnlyList<ProblemCode> Families =
    [
        new(
            "_not_found",
            404,
            "The organization of the token has nothing of this kind with this id.",
            "List what there is."
        ),
        new("_in_use", 409, "Other records refer to it.", "Detail says which; change or delete them first."),
        new("_taken", 409, "Another one has this value, which must be unique.", "Choose another value."),
    ];
}
