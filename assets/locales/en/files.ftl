# The desktop's own dialogs for choosing files: their titles, and kinds of files.

files-photos = Choose photos of one student
files-class-folder = Choose the folder that holds the students' folders
files-camera-file = Choose a video
files-camera-folder = Choose a folder of pictures
files-data-folder = Choose the data folder
files-certificate = Choose the certificate (PEM)
files-certificate-key = Choose the certificate's private key (PEM)
files-log-file = Choose where the log is exported to
files-class-file = Choose where the class list is exported to
files-students-list = Choose the school's list of students
files-students-file = Choose where the list of students is exported to
files-receipts-file = Choose where the receipts are exported to

files-kind-photos = Photos
files-kind-xlsx = Excel, LibreOffice
files-kind-csv = Plain text
files-kind-lists = Lists: CSV, Excel
