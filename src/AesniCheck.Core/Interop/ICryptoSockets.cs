namespace AesniCheck.Interop;

/// <summary>
/// The system calls that the kernel's ciphers are asked through: AF_ALG. Everything above speaks to this, so that a test can put
/// another kernel in its place. Each call returns what the system call does, or its <c>errno</c> as a negative number, as the kernel
/// itself returns it. Stateless and thread-safe; a socket is for one thread at a time.
/// </summary>
internal interface ICryptoSockets
{
    /// <summary>socket(2): a socket that stands for one cipher once it is bound.</summary>
    /// <returns>A descriptor.</returns>
    int CreateSocket();

    /// <summary>bind(2): chooses the cipher.</summary>
    /// <param name="socket">From <see cref="CreateSocket"/>.</param>
    /// <param name="address">A struct sockaddr_alg: <see cref="AlgMessage.WriteAddress"/>.</param>
    int Bind(int socket, ReadOnlySpan<byte> address);

    /// <summary>setsockopt(2) with ALG_SET_KEY, on the bound socket.</summary>
    int SetKey(int socket, ReadOnlySpan<byte> key);

    /// <summary>setsockopt(2) with ALG_SET_AEAD_AUTHSIZE, on the bound socket: no value, the length of it is the tag's.</summary>
    int SetTagLength(int socket, int length);

    /// <summary>accept4(2): a socket for requests to the bound cipher, which never waits.</summary>
    /// <returns>A descriptor.</returns>
    int Accept(int socket);

    /// <summary>sendmsg(2): input for a request.</summary>
    /// <param name="socket">From <see cref="Accept"/>.</param>
    /// <param name="control">Control messages, which begin a request: <see cref="AlgMessage.WriteControl"/>; or none, which goes on with it.</param>
    /// <param name="data">The input, in order; the memory is copied.</param>
    /// <param name="more">Whether more input follows: MSG_MORE.</param>
    /// <returns>How many bytes were taken.</returns>
    int Send(int socket, ReadOnlySpan<byte> control, ReadOnlySpan<Iovec> data, bool more);

    /// <summary>recvmsg(2): has the cipher do the request, and its output.</summary>
    /// <param name="socket">From <see cref="Accept"/>.</param>
    /// <param name="data">Receives the output, in order.</param>
    /// <returns>How many bytes came.</returns>
    int Receive(int socket, ReadOnlySpan<Iovec> data);

    /// <summary>pipe2(2): a pipe that never waits.</summary>
    int CreatePipe(out int readEnd, out int writeEnd);

    /// <summary>vmsplice(2): puts the memory itself, not a copy, into a pipe. It must stay as it is until the request is done.</summary>
    /// <returns>How many bytes found room.</returns>
    int PutMemory(int writeEnd, ReadOnlySpan<Iovec> data);

    /// <summary>splice(2): moves what is in a pipe into a request.</summary>
    /// <param name="readEnd">The end of the pipe to take from.</param>
    /// <param name="socket">From <see cref="Accept"/>.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="more">Whether more input follows: SPLICE_F_MORE.</param>
    /// <returns>How many bytes were moved.</returns>
    int Splice(int readEnd, int socket, int length, bool more);

    /// <summary>close(2).</summary>
    void Close(int descriptor);
}
