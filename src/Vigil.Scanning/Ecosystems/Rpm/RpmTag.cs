namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>The tags of a header that are read (rpm 4.19, include/rpm/rpmtag.h).</summary>
internal enum RpmTag
{
    PgpSignature = 259,
    GpgSignature = 262,
    DsaHeaderSignature = 267,
    RsaHeaderSignature = 268,
    OpenPgpSignatures = 278,
    Name = 1000,
    Version = 1001,
    Release = 1002,
    Epoch = 1003,
    Vendor = 1011,
    License = 1014,
    Arch = 1022,
    OldFileNames = 1027,
    SourceRpm = 1044,
    DirectoryIndexes = 1116,
    BaseNames = 1117,
    DirectoryNames = 1118,
    ModularityLabel = 5096,
}
