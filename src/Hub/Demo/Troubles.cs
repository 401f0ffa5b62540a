namespace Hub.Demo;

/// <summary>The kinds of trouble of the demo; a further one is an entry here.</summary>
internal static class Troubles
{
    public static readonly Trouble Mail = new("Software > Mail", "IT", 9, "mail")
    {
        IsPressing = true,
        Reports =
        [
            (
                "E-mail does not arrive",
                "Customers say that they get my messages, but since this morning nothing comes in."
            ),
            (
                "Outlook asks for the password again and again",
                "I type it in, it is right, and a minute later it asks once more."
            ),
            (
                "Shared mailbox is gone",
                "The mailbox of our team does not show in Outlook any more. The others in {place} still see it."
            ),
        ],
        Answers =
        [
            "Please close Outlook, wait a minute and open it again; does the mailbox come back?",
            "I have sent you a test message. Can you tell me whether it arrives?",
        ],
        Notes =
        [
            "The queue of the gateway was stuck; flushed it.",
            "License had run out, renewed until the end of the year.",
        ],
        Endings =
        [
            "The gateway delivers again, and everything that waited has arrived.",
            "Your mailbox is linked again.",
        ],
    };

    public static readonly Trouble Vpn = new("Network > VPN", "IT", 12, "vpn", "remote")
    {
        IsPressing = true,
        Reports =
        [
            (
                "VPN not connecting",
                "Cannot connect to the office VPN from {place} since this morning. It says that the gateway does not answer."
            ),
            ("VPN drops every hour", "The connection is lost about once an hour, and I have to sign in again."),
            (
                "VPN is very slow",
                "Opening a drawing from the file server takes minutes over VPN. In the office it is fine."
            ),
        ],
        Answers =
        [
            "Please restart the VPN client and choose the gateway Frankfurt. Does it connect?",
            "Which version does the client show under About? Anything below 5.1 has to be updated.",
        ],
        Notes =
        [
            "Known problem of client 5.0 with IPv6, see the problem record.",
            "Gateway 2 was at its limit of sessions.",
        ],
        Endings =
        [
            "With the new client it holds. Please tell us when it drops again.",
            "We moved you to the second gateway.",
        ],
    };

    public static readonly IReadOnlyList<Trouble> All =
    [
        Mail,
        Vpn,
        new("Hardware > Printers", "Support", 12, "printer")
        {
            Reports =
            [
                ("Printer prints blank pages", "{device} in {place} has been printing blank pages since yesterday."),
                ("Paper jam that does not clear", "{device} says paper jam in tray 2. There is none."),
                ("Toner is empty", "{device} wants toner. There is none in the cupboard of {place}."),
            ],
            Answers =
            [
                "Please choose the printer next to it meanwhile; somebody comes by today.",
                "Is a light on at tray 2?",
            ],
            Notes = ["Toner ordered, three days.", "Roller is worn, spare part in the van."],
            Endings = ["A new toner is in, and the test page is fine.", "The roller is replaced."],
        },
        new("Hardware > Laptops", "IT", 11, "laptop")
        {
            Reports =
            [
                ("Laptop does not start", "{device} stays black after the update of last night."),
                ("Battery lasts an hour", "{device} is two years old and needs its charger all the time."),
                ("Second screen stays dark", "At the dock in {place} only one of two screens comes on."),
            ],
            Answers =
            [
                "Please hold the power button for twenty seconds, then start it with the charger.",
                "Is the cable of the dock the one with the grey end?",
            ],
            Notes = ["Under warranty until next summer.", "Firmware of the dock is from 2023."],
            Endings = ["It starts again; the update is in.", "You have a new battery, the old one went back."],
        },
        new("Access > Passwords", "Support", 13, "password")
        {
            Reports =
            [
                ("Password forgotten", "After my vacation I do not remember it. I am locked out now."),
                ("Account is locked", "It says that my account is locked. I did not type it wrong even once."),
                ("New phone, no second factor", "I have a new phone, and the app with the codes is on the old one."),
            ],
            Answers =
            [
                "I have sent a link for a new one to your manager. It works for an hour.",
                "Your account is open again; please try.",
            ],
            Notes = ["Identity checked by a call back.", "An old phone kept trying the old password."],
            Endings = ["The new password is set.", "The second factor is on the new phone."],
        },
        new("Access > Permissions", "IT", 8, "access")
        {
            Reports =
            [
                (
                    "Access to the folder Contracts",
                    "I took over from my colleague and need her folders, to read and write."
                ),
                (
                    "New colleague starts on Monday",
                    "She needs an account, a laptop and what the others in {place} have."
                ),
            ],
            Answers =
            [
                "Who is the owner of the folder? I need a yes from them.",
                "Please have the manager confirm in this ticket.",
            ],
            Notes = ["Approved by the owner by mail.", "Group is nested, see the wiki."],
            Endings = ["You have access; please sign in once more.", "Account and laptop are ready at reception."],
        },
        new("Software > Business applications", "IT", 9, "erp")
        {
            Reports =
            [
                (
                    "Order cannot be saved",
                    "The application says error 1042 when I save an order with more than ten lines."
                ),
                ("Report shows last month", "The report of sales still shows last month, whatever dates I choose."),
            ],
            Answers = ["Can you send me the number of the order?", "Does it also happen in the browser?"],
            Notes =
            [
                "Reproduced in test, with the vendor as case 88120.",
                "Job of the night failed, started it again.",
            ],
            Endings = ["The vendor's fix is in since this morning.", "The report is right again."],
        },
        new("Finance > Invoices", "Finance", 8, "invoice")
        {
            Reports =
            [
                ("Invoice was paid twice", "We see the invoice of October twice in our account."),
                ("Wrong address on the invoice", "Please send the invoice once more with our new address."),
                ("When is our invoice paid?", "It was due last week."),
            ],
            Answers = ["Thank you, I look into it. Which number has the invoice?", "A corrected one is on its way."],
            Notes = ["Credit note is with the head of finance.", "Master data corrected."],
            Endings = ["The amount goes back to you with the next run.", "You have the corrected invoice by mail."],
        },
        new("People > Payroll", "Human Resources", 4, "payroll")
        {
            Reports =
            [
                ("Payslip is missing", "I cannot find the payslip of last month in the portal."),
                ("Vacation days are wrong", "The portal says 3 days, I count 5."),
            ],
            Answers = ["It is uploaded tonight. Can you look tomorrow?", "Did you carry days over from last year?"],
            Notes = ["Import of payslips failed for one site."],
            Endings = ["It is there now.", "The days are corrected."],
        },
        new("Building > Heating and light", "Facilities", 6, "building")
        {
            Reports =
            [
                ("It is cold in {place}", "The heating in {place} does not come on. We sit here with coats."),
                ("Light flickers", "The light above my desk in {place} has been flickering for days."),
                ("Door does not open with my card", "The door of {place} stays red with my card."),
            ],
            Answers = ["The caretaker comes by this afternoon.", "Does your card open the main door?"],
            Notes = ["Valve is stuck, plumber is ordered.", "Reader needs a new battery."],
            Endings = ["It is warm again.", "The lamp is replaced.", "Your card is written anew."],
        },
        new("Hardware > Phones", "Support", 5, "phone")
        {
            Reports =
            [
                ("No sound in calls", "Others do not hear me on {device}, I hear them."),
                ("Phone does not ring", "Calls go to the mailbox at once."),
            ],
            Answers = ["Please look whether the headset is chosen under Devices.", "Is the phone on Do not disturb?"],
            Notes = ["Forwarding was set in the exchange."],
            Endings = ["It rings again.", "With the other headset it works; keep it."],
        },
        new("Network > Wireless", "IT", 6, "wifi")
        {
            Reports =
            [
                ("No wireless in {place}", "In {place} nobody has wireless since noon."),
                ("Guests cannot get in", "The code for guests is refused."),
            ],
            Answers =
            [
                "I see the access point is off. Somebody looks at it.",
                "I have made a new code: it is at reception.",
            ],
            Notes = ["Switch port was shut by a loop."],
            Endings = ["The access point is on again.", "Guests get in."],
        },
    ];
}
