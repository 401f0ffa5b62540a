using static Hub.Scim.Schemas.Define;

namespace Hub.Scim.Schemas;

/// <summary>The core User (RFC 7643, 4.1).</summary>
internal static class UserSchema
{
    public static readonly Schema Core = new(
        Urns.User,
        "User",
        "User Account",
        [
            Text("userName", "The name the person signs in with.") with
            {
                Required = true,
                Uniqueness = Uniqueness.Server,
            },
            Complex(
                "name",
                "The parts of the person's name.",
                Text("formatted", "The whole name as it is shown."),
                Text("familyName", "The family name."),
                Text("givenName", "The given name."),
                Text("middleName", "Middle names."),
                Text("honorificPrefix", "A title before the name."),
                Text("honorificSuffix", "A suffix after the name.")
            ),
            Text("displayName", "The name shown to other people."),
            Text("nickName", "What friends call the person."),
            Reference("profileUrl", "A page about the person.", "external"),
            Text("title", "The person's position."),
            Text("userType", "The person's relation to the organization, such as Employee or Contractor."),
            Text("preferredLanguage", "The language the person prefers, as in an Accept-Language header."),
            Text("locale", "The person's place for formats of dates and numbers, such as en-US."),
            Text("timezone", "The person's time zone in the IANA form, such as Europe/Helsinki."),
            Flag("active", "Whether the person may work; false ends every access at once."),
            Text("password", "Accepted and not kept: agents sign in with their identity provider.") with
            {
                Mutability = Mutability.WriteOnly,
                Returned = Returned.Never,
                CaseExact = true,
            },
            List("emails", "Addresses for mail.", Text("value", "The address."), "work", "home", "other"),
            List(
                "phoneNumbers",
                "Telephone numbers.",
                Text("value", "The number."),
                "work",
                "home",
                "mobile",
                "fax",
                "pager",
                "other"
            ),
            List(
                "ims",
                "Addresses for instant messages.",
                Text("value", "The address."),
                "aim",
                "gtalk",
                "icq",
                "xmpp",
                "msn",
                "skype",
                "qq",
                "yahoo"
            ),
            List(
                "photos",
                "Pictures of the person.",
                Reference("value", "Where the picture is.", "external"),
                "photo",
                "thumbnail"
            ),
            Addresses,
            Groups,
            List("entitlements", "What the person may use.", Text("value", "The entitlement.")),
            List("roles", "What the person is at the identity provider.", Text("value", "The role.")),
            List(
                "x509Certificates",
                "Certificates of the person.",
                new AttributeDefinition("value", AttributeType.Binary, "A DER certificate in base64.")
                {
                    CaseExact = true,
                }
            ),
        ]
    );

    private static AttributeDefinition Addresses =>
        Complex(
            "addresses",
            "Postal addresses.",
            Text("formatted", "The whole address as it is printed."),
            Text("streetAddress", "Street and number."),
            Text("locality", "City or place."),
            Text("region", "State or region."),
            Text("postalCode", "Postal code."),
            Text("country", "Country in the two letters of ISO 3166-1."),
            Text("type", "What the address is for.") with
            {
                CanonicalValues = ["work", "home", "other"],
            },
            Primary
        ) with
        {
            MultiValued = true,
        };

    /// <summary>Changed through the groups themselves (RFC 7643, 4.1.2).</summary>
    private static AttributeDefinition Groups =>
        (
            Complex(
                "groups",
                "The groups the person is in, directly or through another group.",
                Text("value", "The group's id.").ReadOnly() with
                {
                    CaseExact = true,
                },
                Reference("$ref", "Where the group can be read.", "User", "Group").ReadOnly(),
                Text("display", "The group's name.").ReadOnly(),
                Text("type", "Whether the person is in it directly.").ReadOnly() with
                {
                    CanonicalValues = ["direct", "indirect"],
                }
            ) with
            {
                MultiValued = true,
            }
        ).ReadOnly();
}
