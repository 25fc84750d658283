namespace Vigil.Domain.Versions.Apk;

/// <summary>Kinds of tokens, in the order in which they may follow each other.</summary>
internal enum ApkToken
{
    Start,
    FirstNumber,
    Number,
    Letter,
    Suffix,
    SuffixNumber,
    Hash,
    Revision,
    End,
    Invalid,
}
